/** Notifications: what people are told, who is told what, and how a message to somebody goes from waiting to arrived. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';
import type { Role } from '../identity/rights.ts';

/** `inbox`: a line in the console of somebody of the staff. `mail`: an e-mail. */
export const channels = ['inbox', 'mail'] as const;
export type Channel = (typeof channels)[number];

/** Who reads it; a customer is written to where the order names no contact with an address. */
export const recipientKinds = ['user', 'technician', 'contact', 'customer'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/**
 * `waiting` to be sent; `handing-over` while the mail server has the whole message and has not answered; `sent` once it has
 * taken it; `failed` when it will not; `uncertain` when nobody knows, and a person has to say. A line in an inbox is `sent`.
 */
export const deliveryStates = ['waiting', 'handing-over', 'sent', 'failed', 'uncertain'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What each kind of notification tells, beside a link. Names that end in `At` are instants, `until` is one of the same day. */
export interface NotificationParams {
  readonly 'order.sla-warned': { readonly order: string; readonly customer: string; readonly dueAt: string };
  readonly 'order.sla-breached': { readonly order: string; readonly customer: string; readonly dueAt: string };
  /** Of a target beside the one to resolve. */
  readonly 'order.target-warned': { readonly order: string; readonly customer: string; readonly dueAt: string };
  readonly 'order.target-breached': { readonly order: string; readonly customer: string; readonly dueAt: string };
  readonly 'request.sla-warned': { readonly request: string; readonly customer: string; readonly dueAt: string };
  readonly 'request.sla-breached': { readonly request: string; readonly customer: string; readonly dueAt: string };
  /** The reason is the code of the refusal. */
  readonly 'posting.refused': { readonly order: string; readonly customer: string; readonly reason: string };
  readonly 'order.answered': { readonly order: string; readonly customer: string };
  readonly 'order.stage-reached': { readonly order: string; readonly customer: string; readonly stage: string };
  readonly 'command.stuck': { readonly order: string; readonly command: string; readonly minutes: number };
  readonly 'mail.failed': { readonly address: string; readonly subject: string; readonly reason: string };
  readonly 'mail.uncertain': { readonly address: string; readonly subject: string };
  readonly 'request.received': { readonly request: string; readonly subject: string };
  readonly 'request.accepted': { readonly request: string; readonly subject: string; readonly order: string };
  readonly 'request.rejected': { readonly request: string; readonly subject: string; readonly note: string };
  readonly 'case.closed': { readonly case: string; readonly subject: string; readonly result: string };
  readonly 'order.asked': { readonly order: string; readonly question: string };
  readonly 'quote.issued': {
    readonly quote: string;
    readonly order: string;
    readonly lastAt: string;
    /** Of the quote's page, with the secret that opens it. */
    readonly path: string;
  };
  readonly 'quote.approved': QuoteParams;
  readonly 'quote.rejected': QuoteParams;
  readonly 'quote.expired': QuoteParams;
  readonly 'visit.planned': VisitParams;
  readonly 'visit.moved': VisitParams;
  readonly 'visit.cancelled': VisitParams;
  readonly 'order.completed': { readonly order: string };
  readonly 'order.stage-entered': { readonly order: string; readonly stage: string };
  readonly 'technician.visit-planned': TechnicianVisitParams;
  readonly 'technician.visit-moved': TechnicianVisitParams;
  readonly 'technician.visit-reassigned': TechnicianVisitParams;
  readonly 'technician.visit-cancelled': TechnicianVisitParams;
}

type QuoteParams = { readonly quote: string; readonly order: string; readonly customer: string };

type VisitParams = { readonly order: string; readonly startsAt: string; readonly until: string };

type TechnicianVisitParams = VisitParams & { readonly customer: string };

export type NotificationKind = keyof NotificationParams;

/** Of the staff, who is told: everybody who has one of the roles. Other kinds are for a technician, or for the customer. */
const staffTold = {
  'order.sla-warned': ['service-delivery-manager', 'dispatcher'],
  'order.sla-breached': ['service-delivery-manager', 'dispatcher'],
  'order.target-warned': ['service-delivery-manager', 'dispatcher'],
  'order.target-breached': ['service-delivery-manager', 'dispatcher'],
  'request.sla-warned': ['customer-service-representative', 'dispatcher'],
  'request.sla-breached': ['customer-service-representative', 'dispatcher', 'service-delivery-manager'],
  'posting.refused': ['billing'],
  'order.answered': ['dispatcher', 'customer-service-representative'],
  'quote.approved': ['dispatcher', 'customer-service-representative'],
  'quote.rejected': ['dispatcher', 'customer-service-representative'],
  'quote.expired': ['dispatcher', 'customer-service-representative'],
  'order.stage-reached': ['service-delivery-manager', 'dispatcher'],
  'command.stuck': ['administrator', 'service-delivery-manager'],
  'mail.failed': ['administrator', 'customer-service-representative'],
  'mail.uncertain': ['administrator', 'customer-service-representative'],
} as const satisfies Partial<Record<NotificationKind, readonly Role[]>>;

export type StaffKind = keyof typeof staffTold;
export type TechnicianKind = Extract<NotificationKind, `technician.${string}`>;
export type CustomerKind = Exclude<NotificationKind, StaffKind | TechnicianKind>;

export const staffKinds = [
  'order.sla-warned',
  'order.sla-breached',
  'order.target-warned',
  'order.target-breached',
  'request.sla-warned',
  'request.sla-breached',
  'posting.refused',
  'order.answered',
  'quote.approved',
  'quote.rejected',
  'quote.expired',
  'order.stage-reached',
  'command.stuck',
  'mail.failed',
  'mail.uncertain',
] as const satisfies readonly StaffKind[];

export const customerKinds = [
  'request.received',
  'request.accepted',
  'request.rejected',
  'case.closed',
  'order.asked',
  'quote.issued',
  'visit.planned',
  'visit.moved',
  'visit.cancelled',
  'order.completed',
  'order.stage-entered',
] as const satisfies readonly CustomerKind[];

const technicianKinds = [
  'technician.visit-planned',
  'technician.visit-moved',
  'technician.visit-reassigned',
  'technician.visit-cancelled',
] as const satisfies readonly TechnicianKind[];

export const notificationKinds = [
  ...staffKinds,
  ...technicianKinds,
  ...customerKinds,
] as const satisfies readonly NotificationKind[];

/** The kind of a stored notification. @throws RangeError for a word that is none */
export function kindOf(word: string): NotificationKind {
  const kind = notificationKinds.find((each) => each === word);
  if (kind === undefined) throw new RangeError(`no kind of notification: ${word}`);
  return kind;
}

/** Somebody of the staff, as far as it decides what they are told. */
export interface StaffMember {
  readonly userId: string;
  readonly roles: readonly string[];
  /** Whether what comes into the inbox is also wanted by e-mail. */
  readonly wantsMail: boolean;
}

/**
 * Who of the staff is told, and how: everybody of the kind's roles, and the administrators where nobody has one of them. That a
 * mail did not arrive is told by the inbox alone, so that mails about mails do not beget each other.
 */
export function staffToTell(
  kind: StaffKind,
  staff: readonly StaffMember[],
): readonly { readonly userId: string; readonly channel: Channel }[] {
  const wanted: readonly string[] = staffTold[kind];
  const ofRoles = staff.filter(({ roles }) => roles.some((role) => wanted.includes(role)));
  const told = ofRoles.length > 0 ? ofRoles : staff.filter(({ roles }) => roles.includes('administrator'));
  const mayMail = kind !== 'mail.failed' && kind !== 'mail.uncertain';
  return told.flatMap(({ userId, wantsMail }) => [
    { userId, channel: 'inbox' as const },
    ...(wantsMail && mayMail ? [{ userId, channel: 'mail' as const }] : []),
  ]);
}

/** Somebody at the customer's who could be written to. */
export interface Addressee {
  readonly recipientKind: Exclude<RecipientKind, 'user' | 'technician'>;
  readonly recipientId: string;
  readonly email: string | null;
  readonly language: string;
}

/** Of those that could be written to, in the order of preference, the first with an address; null when nobody has one. */
export function customerToTell(addressees: readonly Addressee[]): Addressee | null {
  return addressees.find(({ email }) => email !== null && email !== '') ?? null;
}

/** A message on its way, as far as it decides what may be done with it. */
export interface Delivery {
  readonly channel: Channel;
  readonly state: DeliveryState;
  /** Counts from 1; each time that a person has it sent again is one more. */
  readonly round: number;
  /** Attempts so far, of all rounds. */
  readonly tries: number;
}

/** What to do at the beginning of an attempt to send. */
export type Beginning = 'send' | 'doubt' | 'nothing';

/**
 * `doubt`: an attempt before this one gave the message to the mail server and left no outcome, so that it may have arrived:
 * it is not sent again unless a person says so. `nothing`: it is settled, or a person has begun another round.
 */
export function beginningOf(delivery: Delivery, round: number): Beginning {
  if (delivery.round !== round) return 'nothing';
  if (delivery.state === 'waiting') return 'send';
  return delivery.state === 'handing-over' ? 'doubt' : 'nothing';
}

/** What an attempt came to, as the mail server said it or failed to. */
export type AttemptOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly isFinal: boolean; readonly reason: string }
  | { readonly kind: 'not-reached'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Where the message stands after an attempt; `waiting` means that it is tried again. */
export function stateAfter(outcome: AttemptOutcome): Exclude<DeliveryState, 'handing-over'> {
  switch (outcome.kind) {
    case 'taken':
      return 'sent';
    case 'refused':
      return outcome.isFinal ? 'failed' : 'waiting';
    case 'not-reached':
      return 'waiting';
    case 'unknown':
      return 'uncertain';
  }
}

export type DeliveryRefusalCode = 'notification.not-mail' | 'notification.on-its-way' | 'notification.not-uncertain';

/**
 * Whether a person may have a mail sent again. What was sent gets a new Message-ID, because it is meant to arrive once more; what
 * is uncertain keeps its own, so that a mailbox that compares them shows it once.
 */
export function sendAgain(
  delivery: Delivery,
): Decision<
  { readonly round: number; readonly keepsMessageId: boolean },
  'notification.not-mail' | 'notification.on-its-way'
> {
  if (delivery.channel !== 'mail') return refuse('notification.not-mail');
  if (delivery.state === 'waiting' || delivery.state === 'handing-over') return refuse('notification.on-its-way');
  return accept({ round: delivery.round + 1, keepsMessageId: delivery.state !== 'sent' });
}

/** Whether a person may say that an uncertain mail has arrived after all. */
export function confirmArrival(
  delivery: Delivery,
): Decision<Record<never, never>, 'notification.not-mail' | 'notification.not-uncertain'> {
  if (delivery.channel !== 'mail') return refuse('notification.not-mail');
  return delivery.state === 'uncertain' ? accept({}) : refuse('notification.not-uncertain');
}
