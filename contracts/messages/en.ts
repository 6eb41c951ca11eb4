/** Every text that a user reads, keyed by code, in English. Areas add their lines; titles of problems come from their catalogue. */
import { problems } from '../problems/catalogue.ts';
import type { ProblemCode } from '../problems/catalogue.ts';
import { agreementTexts } from './agreements.ts';
import { importTexts } from './import.ts';
import { objectTexts } from './objects.ts';
import { serviceOrderTexts } from './service-orders.ts';

const problemTitles = Object.fromEntries(Object.entries(problems).map(([code, kind]) => [code, kind.title])) as Record<
  ProblemCode,
  string
>;

const texts = {
  'request.pointer.required': 'is missing',
  'request.pointer.unknown': 'is not known here: {names}',
  'request.pointer.text': 'contains a character that cannot be stored',
  'request.pointer.deep': 'is nested too deeply',
  'request.if-match.form': 'must be one strong entity tag, such as "7"',
  'request.cursor.form': 'is not a cursor of this list',
  'route.unknown.detail': '{method} {path} leads nowhere.',
  'request.method.detail': 'Allowed here: {allowed}.',
  'request.media-type.detail': 'Send {accepted}.',
  'request.too-large.detail': 'At most {bytes} bytes are taken here.',
  'request.version-stale.detail': 'You changed version {sent}, it is at version {current} now.',
  'dispatch.overlap.detail': 'Order {order} is planned with the same technician from {startsAt} to {endsAt}.',
  'dispatch.visit-status.detail': 'The visit is {status}.',
  'inventory.missing-stock.detail': 'Lines without enough stock: {count}.',
  'inventory.stale-version.detail': 'The reservations are those of version {seen} of the order.',
  'invoicing.price-missing.detail': 'Lines without a sales price: {count} ({categories}).',
  'invoicing.cost-missing.detail': 'Lines without a cost: {count} ({categories}).',
  'invoicing.tax-missing.detail': 'Lines without a tax rate: {count} ({categories}).',
  'price-entry.currency.detail': 'The currency of the company is {currency}.',
  'session.too-many-failures.detail': 'Try again in {retryAfterSeconds} seconds.',
  'provider.other-address.detail': 'Open {address} and begin there.',
  'user.password-weak.detail':
    'Use at least {shortest} characters, of which five differ, and not the name of the account.',
  'parameter.value.detail': 'The value does not fit {name}.',
  'company.currency-fixed.detail': 'It stays {currency}, because amounts in it exist.',
  'file.logo-pixels.detail': 'Each side has from {min} to {max} pixels.',
  'company.time-zone.detail': '{timeZone} is not a name of the IANA time-zone database.',
  'calendar.invalid.detail': 'Mend these: {mistakes}.',
  'order-type.line-invalid.detail':
    'Line {line} needs a category of its type, an item if and only if it is an item line, and a task of this order type.',
  'order-type.task-twice.detail': 'The task {task} stands there twice.',
  'setup.reference-unknown.detail': 'There is no {kind} {id}.',
  'feed.field-owned.detail': 'It comes from {source}, and is changed there.',
  'feed.field-taken.detail': 'The field {field} of the {kind} belongs to {source} already.',
  'feed.source-unknown.detail': 'Enter {source} under set-up, feeds, or have it heard again.',
  'feed.field-settled.detail': 'Nothing is open about {field}.',
  'feed.theirs-impossible.detail':
    'The field {field} cannot become what the other system says. Keep ours, or change it there.',
  'internal.detail': 'It has been logged as {traceId}.',
  'stage-model.no-stage': 'is empty: there must be stages',
  'stage-model.initial': 'must have exactly one initial stage',
  'stage-model.duplicate': 'has an id that another stage has, or that is reserved',
  'stage-model.unknown-target': 'moves to a stage that does not exist, or to itself',
  'stage-model.unreachable': 'cannot be reached from the initial stage',
  'stage-model.dead-end': 'leads to no stage in which an order ends',
  'stage-model.previous': 'goes back, or inherits, where there is nothing to come from',
  'stage-model.duplicate-move': 'moves to the same stage twice',
  'stage-model.automations': 'asks for something and takes it back at once',
  'stage-model.clock': 'ends the work and lets the SLA clock run or pause',
  'stage-model.cancelled-permits': 'ends as cancelled, where nothing can be permitted any more',
  'stage-model.nobody': 'is a move that nobody’s role allows',
  'stage-model.never-signed': 'is a move that asks for a sign-off, which no stage permits',
  'stage-model.reasons-unasked': 'names reason codes where no reason is asked for, or none where one is',
  'stage-model.reason-unknown': 'names a reason code that the set-up does not have in use',
  'stage-model.published.detail': 'Version {version} of {id} says something else. Publish the next version.',
  'sla.limit-invalid': 'must be a positive whole number',
  'sla.target-twice': 'is there twice',
  'sla.rung-outside-target': 'must lie between the start and the end of the target',
  'reference.unknown.entry': 'names something that does not exist',
  'number.taken.detail': 'The number {number} is another’s.',
  'number-series.back.detail': 'The next number under {prefix} is {next} or a later one.',
  'number-series.gap.detail': 'The next number under {prefix} is {next}.',
  'number.fixed.detail': 'It has the number {number}.',
  'external-id.taken.detail': 'The external id {externalId} is another’s.',
  'external-id.fixed.detail': 'It has the external id {externalId}.',
  'case.circle.detail': '{number} is part of this case itself.',
  'case.parts-open.detail': 'Still open: {parts}.',
  'case.rating-late.detail': 'It could be rated until {until}.',
  'service-request.decided.detail': 'Request {number} was {status}.',
} as const;

/** The catalogue. */
export const en = {
  ...problemTitles,
  ...texts,
  ...agreementTexts,
  ...importTexts,
  ...objectTexts,
  ...serviceOrderTexts,
};

export type MessageCode = keyof typeof en;

/** The text of a code with its `{names}` filled in; a name without a value stays as it is, so that the gap is seen. */
export function message(code: MessageCode, values: Readonly<Record<string, string | number>> = {}): string {
  return en[code].replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}
