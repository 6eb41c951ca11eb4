/** What goes wrong with lifts, what it is found to be, and what is done about it. */
import type { DemoPart } from './items.ts';

export interface Fault {
  readonly description: string;
  readonly symptom: string;
  readonly diagnosis: string;
  readonly resolution: string;
  readonly part: DemoPart | null;
  /** How many of the part it takes. */
  readonly quantity: number;
  /** Hours of work. */
  readonly hours: number;
}

/** The usual ones, in no order. */
export const faults: readonly Fault[] = [
  fault('Doors close too slowly', 'slow-doors', 'worn-roller', 'replaced', ['doorRoller', 2, 1.5]),
  fault('Doors open again without a reason', 'doors-reopen', 'light-curtain-dirty', 'cleaned', [null, 0, 1]),
  fault('Cabin stops a hand above the floor', 'levelling', 'worn-brake-lining', 'replaced', ['brakeLining', 2, 3]),
  fault('Call button on the ground floor stays dark', 'no-light', 'lamp-failed', 'replaced', ['callButton', 1, 1]),
  fault('Door motor hums and does not turn', 'noise', 'motor-winding', 'replaced', ['doorMotor', 1, 3.5]),
  fault('Squeaking on the way down', 'noise', 'rail-dry', 'lubricated', ['oil', 1, 1]),
  fault('Rope shows broken strands', 'wear', 'rope-worn', 'replaced', ['rope', 12, 6]),
  fault('Lift stands between two floors, nobody inside', 'stuck', 'door-contact', 'adjusted', [null, 0, 2]),
  fault('Emergency telephone does not answer', 'no-telephone', 'line-down', 'repaired', [null, 0, 1.5]),
  fault('Cabin light flickers', 'no-light', 'loose-contact', 'repaired', [null, 0, 0.5]),
  fault('Yearly inspection', 'inspection-due', 'as-expected', 'inspected', ['oil', 2, 4]),
  fault('Jolt when starting', 'jolt', 'brake-late', 'adjusted', ['brakeLining', 1, 2]),
];

function fault(
  description: string,
  symptom: string,
  diagnosis: string,
  resolution: string,
  [part, quantity, hours]: readonly [DemoPart | null, number, number],
): Fault {
  return { description, symptom, diagnosis, resolution, part, quantity, hours };
}
