/** Rows that are chosen among those shown: one by one, from one to another with Shift, or all. */
import { useState } from 'react';

export interface Selection {
  /** Of the rows that are shown, in their order. */
  readonly chosen: readonly string[];
  readonly isChosen: (key: string) => boolean;
  /** @param isRange also those between this one and the one before */
  readonly choose: (key: string, isRange: boolean) => void;
  readonly chooseAll: (isOn: boolean) => void;
}

/** A row that is shown no more is chosen no more. */
export function useSelection(keys: readonly string[]): Selection {
  const [held, setHeld] = useState<{ readonly keys: ReadonlySet<string>; readonly last: string | null }>(none);
  return {
    chosen: keys.filter((key) => held.keys.has(key)),
    isChosen: (key) => held.keys.has(key),
    choose(key, isRange) {
      const isOn = !held.keys.has(key);
      const touched = isRange && held.last !== null ? between(keys, held.last, key) : [key];
      const next = new Set(held.keys);
      for (const each of touched)
        if (isOn) next.add(each);
        else next.delete(each);
      setHeld({ keys: next, last: key });
    },
    chooseAll: (isOn) => setHeld(isOn ? { keys: new Set(keys), last: null } : none),
  };
}

const none = { keys: new Set<string>(), last: null };

/** The keys from one to the other, whichever stands first; the second alone when the first is not shown. */
function between(keys: readonly string[], from: string, to: string): readonly string[] {
  const [start, end] = [keys.indexOf(from), keys.indexOf(to)];
  if (start === -1 || end === -1) return [to];
  return keys.slice(Math.min(start, end), Math.max(start, end) + 1);
}
