/** Small logs and mappings for tests of the replayer. */
import { Readable } from 'node:stream';

import { countLog } from '#deploy/replay/count-log.ts';
import type { CountedLog } from '#deploy/replay/count-log.ts';
import { parseMapping } from '#deploy/replay/mapping.ts';
import type { Mapping } from '#deploy/replay/mapping.ts';
import { planCases } from '#deploy/replay/plan.ts';
import type { Plan, PlannedCase } from '#deploy/replay/plan.ts';
import { readLog } from '#deploy/replay/read-log.ts';
import type { BadRow } from '#deploy/replay/read-log.ts';

export const stages = { initial: 'new', ends: new Set(['closed']) };

/** A mapping of a log with the columns `id,what,phase,when,detail`. */
export const mapping = parseMapping(
  JSON.stringify({
    log: 'tickets',
    columns: { case: 'id', activity: 'what', lifecycle: 'phase', time: 'when' },
    order: { type: 'ticket', customerOrderNumber: '{id}', description: 'About {detail}' },
    customer: { externalId: 'tickets/{detail}', name: 'Customer {detail}' },
    events: [
      { activity: 'open', do: [] },
      { activity: 'work', lifecycle: 'start', do: [{ command: 'changeStage', to: 'working' }] },
      { activity: 'work', lifecycle: 'end', do: [{ command: 'addNote', kind: 'internal', text: 'Ended: {detail}' }] },
      { activity: ['close', 'finish'], do: [{ command: 'changeStage', to: 'closed', reasonCode: '{detail}' }] },
      {
        activity: 'repair',
        where: { detail: ['a', 'b'] },
        do: [
          { command: 'changeStage', to: 'working' },
          { command: 'openRepairLine', symptom: '{detail}' },
        ],
      },
    ],
  } satisfies Mapping),
);

export interface Planned extends Plan {
  readonly unread: readonly BadRow[];
  readonly counted: CountedLog;
  readonly case: (name: string) => PlannedCase;
}

/** Reads and plans rows under the head `id,what,phase,when,detail`, and counts them independently. */
export async function planned(rows: readonly string[], more: Partial<Mapping> = {}): Promise<Planned> {
  const text = ['id,what,phase,when,detail', ...rows].join('\n');
  const changed = { ...mapping, ...more };
  const log = await readLog(Readable.from([text]), changed);
  const plan = planCases(log.cases, changed, stages);
  return {
    ...plan,
    unread: log.badRows,
    counted: countLog(text, JSON.stringify(changed), stages),
    case(name) {
      const found = plan.cases.find((each) => each.case === name);
      if (!found) throw new Error(`Case ${name} is not planned`);
      return found;
    },
  };
}

/** The stages that a planned case enters behind the one in which its order begins. */
export function movesOf({ steps }: PlannedCase): readonly string[] {
  return steps.flatMap((step) => (step.command === 'changeStage' ? [step.body.to] : []));
}
