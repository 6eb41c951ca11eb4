/** Which open orders there are: every stage, some short of parts, some late, twenty that are ready to post. */
import { between, chanceOf, oneOf } from './chance.ts';
import { faults, type Fault } from './faults.ts';
import type { DemoCustomers } from './people.ts';

/** How far an order has come. */
export type Reached =
  'received' | 'planned' | 'dispatched' | 'in-progress' | 'waiting' | 'completed' | 'ready' | 'blocked' | 'cancelled';

export interface OpenOrder {
  readonly name: string;
  readonly reached: Reached;
  readonly customer: keyof DemoCustomers;
  readonly fault: Fault;
  readonly priority: string;
  /** How long before the start the customer asked, in minutes. */
  readonly askedMinutesAgo: number;
  /** Its place among the orders that have a visit; whoever is planned has it. */
  readonly place: number;
  readonly isEmergency: boolean;
}

/** Minutes after the start at which emergencies breach; each is warned of three minutes before. */
const breachesAfterMinutes = [3, 6, 10] as const;
const emergencyLimitMinutes = 60;

const counts = {
  cancelled: 2,
  ready: 20,
  blocked: 1,
  completed: 5,
  waiting: 7,
  'in-progress': 7,
  dispatched: 5,
  planned: 9,
  received: 6,
} as const satisfies Record<Reached, number>;

const stuck: Fault = {
  ...{ description: 'Somebody is in the cabin between two floors', symptom: 'stuck', diagnosis: 'door-contact' },
  ...{ resolution: 'adjusted', part: null, quantity: 0, hours: 1 },
};

const heavy: Fault = {
  ...{ description: 'Drive belts are worn, a crane has to lift the motor', symptom: 'noise', diagnosis: 'belt-worn' },
  ...{ resolution: 'replaced', part: 'driveBelt', quantity: 2, hours: 6 },
};

/** All of them, emergencies first; the same at every call. */
export function openOrders(): readonly OpenOrder[] {
  const chance = chanceOf(60);
  const emergencies = breachesAfterMinutes.map((minutes): OpenOrder => {
    const asked = emergencyLimitMinutes - minutes;
    const fixed = { reached: 'received', customer: 'management', priority: 'urgent', place: 0 } as const;
    return { name: `emergency-${minutes}`, fault: stuck, askedMinutesAgo: asked, isEmergency: true, ...fixed };
  });
  let place = 0;
  const others = reachedInOrder().flatMap((reached) =>
    Array.from({ length: counts[reached] }, (_, index): OpenOrder => {
      place += 1;
      return {
        ...{ name: `${reached}-${index + 1}`, reached, isEmergency: false, place },
        customer: oneOf(chance, ['management', 'offices', 'clinic'] as const),
        fault: reached === 'blocked' ? heavy : (faults[(place * 5) % faults.length] ?? stuck),
        priority: oneOf(chance, ['high', 'normal', 'normal', 'low']),
        askedMinutesAgo: between(chance, 30, 300) + (isDone(reached) ? 24 * 60 : 0),
      };
    }),
  );
  return [...emergencies, ...others];
}

function reachedInOrder(): readonly Reached[] {
  return ['cancelled', 'ready', 'blocked', 'completed', 'waiting', 'in-progress', 'dispatched', 'planned', 'received'];
}

/** True when the work is behind it. */
export function isDone(reached: Reached): boolean {
  return reached === 'completed' || reached === 'ready' || reached === 'blocked';
}
