/** A refusal that may have followed writes, which must not stay: thrown in a transaction, caught outside of it. */
import type { Refusal } from '#domain/shared/decision.ts';

/** Rolls the transaction back and carries the refusal out of it. */
export class RolledBack extends Error {
  override readonly name = 'RolledBack';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
