/** Problems that the area `identity` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const identityProblems = {
  'session.credentials-wrong': { status: 401, title: 'E-mail address or password is wrong' },
  'session.too-many-failures': { status: 429, title: 'Too many failed attempts, try again later' },
  'session.origin-foreign': { status: 403, title: 'The request comes from another web site' },
  'session.not-a-session': { status: 409, title: 'This is for people who signed in, not for API tokens' },
  'session.password-not-enough': {
    status: 403,
    title: 'Sign in by the company’s account: passwords are for administrators and customers here',
  },
  'provider.none': { status: 404, title: 'There is no sign-in by another account here' },
  'provider.other-address': { status: 409, title: 'Sign-in by the company’s account begins at another address' },
  'provider.unreachable': { status: 502, title: 'The service that signs you in cannot be reached' },
  'provider.sign-in-over': { status: 409, title: 'This sign-in is over, or began in another browser' },
  'provider.answer-wrong': { status: 403, title: 'The service that signs you in gave an answer that does not fit' },
  'provider.refused': { status: 403, title: 'The service that signs you in turned you down, or you left it' },
  'provider.login-missing': {
    status: 403,
    title: 'The service that signs you in does not vouch for your e-mail address',
  },
  'provider.user-unknown': { status: 403, title: 'Nobody has entered you as a user of Callout' },
  'provider.user-disabled': { status: 403, title: 'You may not sign in to Callout any more' },
  'provider.other-account': { status: 403, title: 'Your user of Callout belongs to another account' },
  'user.email-taken': { status: 409, title: 'There is a user with this e-mail address already' },
  'session.password-change-due': {
    status: 403,
    title: 'Choose a password of your own first: somebody else chose the present one',
  },
  'user.password-same': { status: 422, title: 'The new password is the present one' },
  'user.password-weak': { status: 422, title: 'The password is too easy to guess' },
  'user.last-administrator': { status: 409, title: 'The last administrator must stay one' },
  'grant.customer-missing': { status: 422, title: 'A customer’s contact belongs to a customer' },
  'grant.customer-not-allowed': { status: 422, title: 'Roles of the staff do not go with a customer' },
  'grant.roles-mixed': { status: 422, title: 'A customer’s contact has no other role' },
  'view.name-taken': { status: 409, title: 'You have a view of this name already' },
  'view.not-yours': { status: 403, title: 'The view belongs to somebody else' },
  'view.too-many': { status: 409, title: 'You have as many views as one may have; delete one first' },
  'token.expiry-past': { status: 422, title: 'The token would have expired already' },
} as const satisfies Record<string, ProblemKind>;
