/** What a text field holds as the API takes it: nothing rather than empty words. */
export function textOrNothing(value: string): string | undefined {
  const trimmed = value.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** A number field's value; nothing while it holds none. */
export function numberOrNothing(value: string | number): number | undefined {
  if (value === '') return undefined;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
}
