/** Where every address of the console begins, and what needs somebody who is signed in. */
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import * as z from 'zod';

import type { Session } from '#contracts/http/identity.ts';

import { AnsweredProblem } from '../../api/client.ts';
import { sessionQuery } from '../../api/session.ts';
import { Shell } from '../shell.tsx';
import { SignInPage } from '../../features/identity/sign-in-page.tsx';
import { NotFoundPage, TroublePage } from '../trouble-page.tsx';

interface RouterContext {
  readonly client: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  errorComponent: TroublePage,
  notFoundComponent: NotFoundPage,
});

const whereFrom = z.object({ from: z.string().startsWith('/').optional().catch(undefined) });

/** Why the identity provider's answer did not sign anybody in, as a code. */
const signInSearch = whereFrom.extend({ refused: z.string().optional().catch(undefined) });

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: SignInPage,
});

export const firstPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/first-password',
  validateSearch: whereFrom,
  component: lazyRouteComponent(() => import('../../features/identity/first-password-page.tsx'), 'FirstPasswordPage'),
  beforeLoad: async ({ context, location }) => {
    await signedIn(context, location.href);
  },
});

/** Everything that needs somebody who is signed in, by a password of their own. */
export const insideRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const { mustChangePassword, customerId } = await signedIn(context, location.href);
    if (mustChangePassword) throw redirect({ to: '/first-password', search: { from: location.href } });
    if (customerId !== null) throw redirect({ href: customersPage(location.pathname), reloadDocument: true });
  },
});

/** Customers have an app of their own, where an order has the same address behind the app's. */
function customersPage(path: string): string {
  return path.startsWith('/orders/') ? `/customer${path}` : '/customer';
}

/** Who is signed in. @throws the way to the sign-in page when nobody is */
async function signedIn({ client }: RouterContext, from: string): Promise<Session> {
  try {
    return await client.ensureQueryData(sessionQuery);
  } catch (thrown) {
    const isSignedOut = thrown instanceof AnsweredProblem && thrown.problem.status === 401;
    if (isSignedOut) throw redirect({ to: '/sign-in', search: { from } });
    throw thrown;
  }
}
