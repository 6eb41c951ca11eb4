import type { CompiledCalendar } from './compiled-calendar.ts';

/** Two stretches of openings of one calendar, the second beginning where the first ends, as one. */
export function joinOpenings(before: CompiledCalendar, after: CompiledCalendar): CompiledCalendar {
  const opens = [...before.opens];
  const closes = [...before.closes];
  for (const [index, open] of after.opens.entries()) {
    const close = after.closes[index] ?? open;
    if (closes.at(-1) === open) {
      closes[closes.length - 1] = close;
      continue;
    }
    opens.push(open);
    closes.push(close);
  }
  let total = 0;
  const prefix = opens.map((open, index) => {
    const soFar = total;
    total += (closes[index] ?? open) - open;
    return soFar;
  });
  return { ...before, until: after.until, opens, closes, prefix };
}
