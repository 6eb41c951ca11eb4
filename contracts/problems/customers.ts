/** Problems of the area `customers`, of all that has a number, and of files; codes begin with the word of what is wrong. */
import type { ProblemKind } from './problem.ts';

export const customersProblems = {
  'number.taken': { status: 409, title: 'There is another with this number', pointer: '/number' },
  'number.fixed': { status: 422, title: 'A number stays as it was given', pointer: '/number' },
  'external-id.taken': {
    status: 409,
    title: 'There is another with this external id',
    pointer: '/externalId',
  },
  'external-id.fixed': { status: 422, title: 'An external id stays as it was given', pointer: '/externalId' },
  'reference.unknown': { status: 422, title: 'The request names something that does not exist' },
  'file.other-content': { status: 422, title: 'The file is not what its media type says' },
  'file.logo-type': { status: 422, title: 'A logo is a PNG or a JPEG' },
  'file.logo-pixels': { status: 422, title: 'The logo has too few or too many pixels' },
  'file.photo-type': { status: 422, title: 'A photo is a PNG or a JPEG' },
  'file.empty': { status: 422, title: 'The file is empty' },
  'file.removed': { status: 410, title: 'The file was taken out of its order' },
} as const satisfies Record<string, ProblemKind>;
