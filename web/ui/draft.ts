/** What a form holds while somebody fills it, with what is wrong at its fields. */
import { useState } from 'react';
import type { ChangeEvent } from 'react';
import type * as z from 'zod';

import { errorsFrom, errorsOf, noErrors } from './form-errors.ts';
import type { FieldErrors } from './form-errors.ts';

/** A form's draft; `field` binds an input of text, `set` changes the rest. */
export function useDraft<Value extends object>(initial: Value) {
  const [draft, setDraft] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const set = (part: Partial<Value>) => setDraft((before) => ({ ...before, ...part }));
  const errorOf = (name: string) => errors.get(`#/${name}`) ?? null;

  /** What a field of text is bound by. */
  function field<Name extends keyof Value & string>(name: Value[Name] extends string ? Name : never) {
    return {
      value: String(draft[name]),
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
        // Read now: the event has no target any more when the draft is put together.
        const { value } = event.currentTarget;
        setDraft((before) => ({ ...before, [name]: value }));
      },
      error: errorOf(name),
    };
  }

  return {
    draft,
    set,
    field,
    errors,
    errorOf,
    /** True when the schema has nothing against it; else its fields say what is wrong. */
    isFit(schema: z.ZodType, body: unknown): boolean {
      const wrong = errorsOf(schema, body);
      setErrors(wrong);
      return wrong.size === 0;
    },
    /** Puts what the form itself found out to the fields. */
    say: setErrors,
    /** Puts what the API said about fields to the fields. */
    onRefused: (thrown: unknown) => setErrors(errorsFrom(thrown)),
  };
}
