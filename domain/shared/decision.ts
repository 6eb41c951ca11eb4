/** What a rule answers: the facts it accepts, or a refusal by code. Rules never throw to say no. */

/**
 * Why a rule said no. `code` is a key of the message catalogue, `params` fill its text, `allowed` names what would be
 * accepted instead, `who` is the role that may lift the refusal.
 */
export type Refusal<C extends string = string> = {
  readonly code: C;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly allowed?: readonly string[];
  readonly who?: string;
};

/** The refusing half of a decision. */
export type Refused<C extends string = string> = { readonly ok: false; readonly refusal: Refusal<C> };

/** The accepting half of a decision, with what was decided beside `ok`. */
export type Accepted<T extends object> = { readonly ok: true } & Readonly<T>;

/** The answer of a rule: `{ ok: true, ...T }` or `{ ok: false, refusal }`. */
export type Decision<T extends object, C extends string = string> = Accepted<T> | Refused<C>;

/** Says yes, with the facts. */
export function accept<T extends object>(facts: T): Accepted<T> {
  return { ok: true, ...facts };
}

/** Says no, by a code of the message catalogue. */
export function refuse<C extends string>(code: C, more: Omit<Refusal<C>, 'code'> = {}): Refused<C> {
  return { ok: false, refusal: { code, ...more } };
}
