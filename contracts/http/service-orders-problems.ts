/** The problems that the doors of service orders have in common. */

export const rowProblems = [
  'resource.unknown',
  'order.closed',
  'order.modify-forbidden',
  'order.busy',
  'order.recorded-time',
] as const;

/** What every command may answer beside its own refusals. */
export const commandProblems = [
  'resource.unknown',
  'idempotency.other-body',
  'command.withdrawn',
  'order.closed',
  'order.busy',
  'order.stage-forbidden',
  'order.reason-missing',
  'order.role-forbidden',
  'order.recorded-time',
  'order.undoing',
  'order.overtaken',
  'order.lines-posted',
  'order.parts-used',
  'order.parts-ordered-outside',
  'effect.undone',
  'order.unanswered',
] as const;

/** What a move may be refused by beside: the conditions of its stage model. */
export const moveProblems = [
  ...commandProblems,
  'order.reason-unknown',
  'order.reason-unfit',
  'order.field-missing',
  'order.visit-missing',
  'order.visit-open',
  'order.lines-missing',
  'order.lines-unconfirmed',
  'order.not-signed-off',
  'order.parts-missing',
] as const;

export const visitProblems = [
  'order.visit-invalid',
  'dispatch.overlap',
  'dispatch.slot-invalid',
  'dispatch.unknown-technician',
  'dispatch.technician-inactive',
] as const;

export const reservationProblems = ['inventory.unknown-item', 'inventory.stale-version'] as const;

export const signOffProblems = [
  ...commandProblems,
  'order.signature-missing',
  'order.signature-unknown',
  'order.line-unknown',
  'order.line-signed',
  'order.lines-unconfirmed',
  'order.already-signed-off',
  'order.sla-reason-missing',
  'order.reason-unknown',
  'order.reason-unfit',
] as const;

export const undoSignOffProblems = [
  ...commandProblems,
  'order.not-signed-off',
  'order.sign-off-unknown',
  'order.sign-off-reason-missing',
  'order.reason-unknown',
  'order.reason-unfit',
] as const;

export const addedLineProblems = [
  ...rowProblems,
  'order.line-invalid',
  'order.line-unrelated',
  'order.unknown-reference',
  'idempotency.other-body',
] as const;

export const changedLineProblems = [
  ...rowProblems,
  'order.line-invalid',
  'order.line-unrelated',
  'order.line-moved',
  'order.unknown-reference',
  'order.paid-back',
  'order.line-posted',
  'order.line-unapproved',
  'order.line-quoted',
  'order.line-signed',
  'order.parts-ordered-outside',
] as const;
