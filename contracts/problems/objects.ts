/** Problems of service objects: of what they are part of, and of their days. */
import type { ProblemKind } from './problem.ts';

export const objectsProblems = {
  'object.circle': { status: 422, title: 'That object is part of this one', pointer: '/parentObjectId' },
  'object.too-deep': { status: 422, title: 'Too many objects lie one within the other', pointer: '/parentObjectId' },
  'object.parent-not-in-use': {
    status: 409,
    title: 'The object that it is part of is not in use',
    pointer: '/parentObjectId',
  },
  'object.site-of-parent': { status: 422, title: 'A part stands where its parent stands', pointer: '/siteId' },
  'object.parts-in-use': { status: 409, title: 'Parts of the object are still in use', pointer: '/active' },
  'object.warranty-before-installation': {
    status: 422,
    title: 'The warranty would end before the object was installed',
    pointer: '/warrantyUntil',
  },
} as const satisfies Record<string, ProblemKind>;
