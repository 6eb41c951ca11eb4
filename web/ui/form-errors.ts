/** What is wrong with a form, by field: from the contract's own schema before sending, from the answer after it. */
import type * as z from 'zod';

import { AnsweredProblem } from '../api/client.ts';
import { text } from './texts.ts';

/** Messages by pointer, such as `#/lines/0/category`. */
export type FieldErrors = ReadonlyMap<string, string>;

export const noErrors: FieldErrors = new Map();

/** What a schema would refuse about what a form holds. */
export function errorsOf(schema: z.ZodType, value: unknown): FieldErrors {
  const parsed = schema.safeParse(value);
  if (parsed.success) return noErrors;
  return new Map(
    parsed.error.issues.map((issue) => {
      const given = issue.path.reduce<unknown>((part, name) => partOf(part, name), value);
      const isNothing = given === undefined || given === '' || given === null;
      const isMissing = isNothing || (Array.isArray(given) && given.length === 0);
      return [pointerOf(issue.path), text(isMissing ? 'form.required' : 'form.invalid')];
    }),
  );
}

/** What the API said about fields. */
export function errorsFrom(thrown: unknown): FieldErrors {
  if (!(thrown instanceof AnsweredProblem)) return noErrors;
  return new Map((thrown.problem.errors ?? []).map((entry) => [fragmentOf(entry.pointer), entry.message]));
}

/** The API's pointers into a body begin with a slash; here they stand as fragments, like those of the form's own mistakes. */
export function fragmentOf(pointer: string): string {
  return pointer.startsWith('/') ? `#${pointer}` : pointer;
}

/** `#/lines/0/category` of a path. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return ['#', ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

function partOf(value: unknown, name: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
