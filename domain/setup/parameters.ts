/** The parameters of an installation: a closed, typed list with a default each. Every service keeps a copy of the values. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';

export type ParameterValue = number | string | boolean;

/** What else a text parameter must be: the id of an entry of the set-up. */
export type ParameterReference = 'calendar' | 'order-type' | 'priority';

export type ParameterDefinition =
  | { readonly kind: 'integer'; readonly default: number; readonly min: number; readonly max: number }
  | { readonly kind: 'boolean'; readonly default: boolean }
  | { readonly kind: 'reference'; readonly default: string; readonly to: ParameterReference };

const integer = (value: number, min: number, max: number) => ({ kind: 'integer', default: value, min, max }) as const;
const flag = (value: boolean) => ({ kind: 'boolean', default: value }) as const;
const reference = (to: ParameterReference, value: string) => ({ kind: 'reference', default: value, to }) as const;

/** Units are in the names: WorkingDays of the company's calendar, Ms milliseconds, Days calendar days. */
export const parameters = {
  /** How long a completed or cancelled order can be reopened or revoked. */
  reopeningWindowWorkingDays: integer(10, 0, 260),
  /** How long a person's command may take over all its effects in other services. */
  commandBudgetMs: integer(30_000, 1_000, 120_000),
  /** The calendar that counts working days and time where an order names none. */
  calendarId: reference('calendar', 'default'),
  defaultOrderTypeId: reference('order-type', 'standard'),
  defaultPriorityId: reference('priority', 'normal'),
  /** How long a customer has to pay an invoice. */
  paymentTermDays: integer(30, 0, 365),
  /** Working minutes until a request should be answered where no SLA policy says so; 0 for no such target. */
  responseTargetMinutes: integer(0, 0, 100_000),
  /** How long after the end of an order another that follows it counts as a repeat visit. */
  repeatVisitDays: integer(30, 1, 365),
  /** A visit that overlaps another of the same technician may be confirmed with a reason. */
  allowOverlappingVisits: flag(true),
  /** Sign-off without the customer's signature is possible with a reason. */
  allowSignOffWithoutSignature: flag(true),
  /** Sign-off waits until every repair line has a resolution. */
  unfinishedRepairLinesBlockSignOff: flag(false),
  /** Sign-off after the SLA was missed asks why. */
  lateSignOffNeedsReason: flag(false),
  /** Posting waits for the office's review beside the customer's acceptance, on orders made from then on. */
  postingNeedsReview: flag(false),
} as const satisfies Record<string, ParameterDefinition>;

export type ParameterName = keyof typeof parameters;

/** The value type of a parameter. */
export type ValueOf<Name extends ParameterName> = (typeof parameters)[Name]['kind'] extends 'integer'
  ? number
  : (typeof parameters)[Name]['kind'] extends 'boolean'
    ? boolean
    : string;

export const parameterNames = Object.keys(parameters) as readonly ParameterName[];

/** True for the name of a parameter; narrows text that came over a wire. */
export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(parameters, name);
}

/** Whether a parameter may have a value. A reference answers `to`: the caller checks that there is such an entry. */
export function checkParameter(
  name: ParameterName,
  value: ParameterValue,
): Decision<{ to: ParameterReference | null }, 'parameter.value'> {
  const definition: ParameterDefinition = parameters[name];
  if (definition.kind === 'integer') {
    const { min, max } = definition;
    const fits = typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
    return fits ? accept({ to: null }) : refuse('parameter.value', { params: { name, min, max } });
  }
  if (definition.kind === 'boolean') {
    return typeof value === 'boolean' ? accept({ to: null }) : refuse('parameter.value', { params: { name } });
  }
  return typeof value === 'string' ? accept({ to: definition.to }) : refuse('parameter.value', { params: { name } });
}
