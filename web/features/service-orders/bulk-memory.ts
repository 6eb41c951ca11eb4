/** Keeps in the browser which run its person has not seen the end of. */
const place = 'callout-bulk-run';

export function keepRun(bulkId: string): void {
  localStorage.setItem(place, bulkId);
}

export function forgetRun(): void {
  localStorage.removeItem(place);
}

/** The id of the run; null without one. */
export function runLeftOver(): string | null {
  const kept = localStorage.getItem(place);
  return kept !== null && /^[0-9a-f-]{36}$/.test(kept) ? kept : null;
}
