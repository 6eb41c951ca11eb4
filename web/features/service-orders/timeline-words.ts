/** What happened, in words, with the names of stages, reasons and effects; the API's own words for what is not told here. */
import type * as z from 'zod';

import { serviceOrderEvents as events } from '#contracts/events/service-orders.ts';
import type { LineSnapshot, ServiceOrderEventData } from '#contracts/events/service-orders.ts';
import type { TimelineEntry as EntrySchema } from '#contracts/http/service-orders-story.ts';
import { isProblemCode, problems } from '#contracts/problems/catalogue.ts';

import { dateTime, money, quantity, withReadableInstants } from '../../ui/format.ts';
import { text, textOf } from '../../ui/texts.ts';

export type TimelineEntry = z.infer<typeof EntrySchema>;

/** Names of what events have by code or id. */
export interface TimelineNames {
  readonly stages: ReadonlyMap<string, string>;
  readonly reasons: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
  /** Number of a line by its id. */
  readonly lines: ReadonlyMap<string, number>;
}

export function timelineWords(entry: TimelineEntry, names: TimelineNames): string {
  for (const tell of tellers) {
    const words = tell(entry, names);
    if (words !== undefined) return words;
  }
  return withReadableInstants(entry.text);
}

interface DescribedEvent<Data extends z.ZodType> {
  readonly type: string;
  readonly data: Data;
}

/** Tells an event of one type; undefined for others, and for data of a form that is not known here. */
function teller<Data extends z.ZodType>(
  event: DescribedEvent<Data>,
  tell: (data: z.output<Data>, names: TimelineNames) => string,
) {
  return (entry: TimelineEntry, names: TimelineNames): string | undefined => {
    if (entry.type !== event.type) return undefined;
    const data = event.data.safeParse(entry.data);
    return data.success ? tell(data.data, names) : undefined;
  };
}

const tellers = [
  teller(events.stageChanged, stageWords),
  teller(events.stageModelChanged, ({ fromVersion, toVersion, mapped }) =>
    mapped === undefined
      ? text('timeline.model', { fromVersion, toVersion })
      : text('timeline.modelAndStage', { fromVersion, toVersion, from: mapped.fromName, to: mapped.toName }),
  ),
  teller(events.lineAdded, ({ line }, names) => text('timeline.lineAdded', lineValues(line, names))),
  teller(events.lineChanged, ({ line }, names) => text('timeline.lineChanged', lineValues(line, names))),
  teller(events.repairLineAdded, ({ repairLine }) => text('timeline.repairAdded', { number: repairLine.lineNumber })),
  teller(events.repairLineChanged, ({ repairLine }) =>
    text(repairLine.finishedAt === null ? 'timeline.repairChanged' : 'timeline.repairFinished', {
      number: repairLine.lineNumber,
    }),
  ),
  teller(events.effectsBegun, ({ effects }) => text('timeline.effectsBegun', { effects: effectWords(effects) })),
  teller(events.effectsEnded, ({ command }) => text('timeline.effectsEnded', { command: textOf('command', command) })),
  teller(events.effectsUndone, ({ command }) =>
    text('timeline.effectsUndone', { command: textOf('command', command) }),
  ),
  teller(events.commandRefused, ({ command, code }) =>
    text('timeline.refused', { command: textOf('command', command), why: titleOf(code) }),
  ),
  teller(events.partsChanged, ({ parts }, names) => text('timeline.parts', { parts: partWords(parts, names) })),
  teller(events.visitChanged, ({ status }) => text('timeline.visit', { status: textOf('visit.status', status) })),
  teller(events.noteAdded, ({ kind }) => text(kind === 'answer' ? 'timeline.answer' : 'timeline.note')),
  teller(events.expensePaidBack, ({ line }) => text('timeline.expensePaidBack', { number: line.lineNumber })),
  teller(events.expensePayBackUndone, ({ line }) => text('timeline.expensePayBackUndone', { number: line.lineNumber })),
  teller(events.fileAdded, ({ lineId, forCustomer }, { lines }) => {
    const number = lines.get(lineId ?? '');
    if (number !== undefined) return text('timeline.fileAddedToLine', { number });
    return text(forCustomer ? 'timeline.fileAddedForCustomer' : 'timeline.fileAdded');
  }),
  teller(events.fileChanged, () => text('timeline.fileChanged')),
  teller(events.fileRemoved, () => text('timeline.fileRemoved')),
  teller(events.rated, ({ rating }) => text('timeline.rated', { rating })),
  teller(events.signedOff, ({ noSignatureReasonCode }, names) =>
    noSignatureReasonCode === null
      ? text('timeline.signed')
      : text('timeline.signedWithout', { reason: names.reasons.get(noSignatureReasonCode) ?? noSignatureReasonCode }),
  ),
  teller(events.extraApproved, ({ how }) => text('timeline.extraApproved', { how: textOf('extra.how', how) })),
  teller(events.extraRejected, ({ how }) => text('timeline.extraRejected', { how: textOf('extra.how', how) })),
  teller(events.quoteIssued, ({ number }) => text('timeline.quote-issued', { number })),
  teller(events.quoteApproved, ({ number, how }) =>
    text('timeline.quote-approved', { number, how: textOf('extra.how', how) }),
  ),
  teller(events.quoteRejected, ({ number, how }) =>
    text('timeline.quote-rejected', { number, how: textOf('extra.how', how) }),
  ),
  teller(events.quoteExpired, ({ number }) => text('timeline.quote-expired', { number })),
  teller(events.quoteWithdrawn, ({ number }) => text('timeline.quote-withdrawn', { number })),
  teller(events.signOffUndone, ({ reasonCode }, names) =>
    text('timeline.signOffUndone', { reason: names.reasons.get(reasonCode) ?? reasonCode }),
  ),
  teller(events.linesSigned, ({ lineIds }, names) =>
    text('timeline.linesSigned', { lines: numbersOf(lineIds, names) }),
  ),
  teller(events.linesUnsigned, ({ lineIds, reasonCode }, names) =>
    text('timeline.linesUnsigned', {
      lines: numbersOf(lineIds, names),
      reason: names.reasons.get(reasonCode) ?? reasonCode,
    }),
  ),
  teller(events.confirmed, ({ kind }) => textOf('timeline.confirmed', kind)),
  teller(events.confirmationUndone, ({ kind }) => textOf('timeline.unconfirmed', kind)),
  teller(events.posted, postedWords),
  teller(events.slaWarned, ({ dueAt }) => text('timeline.slaWarned', { when: dateTime(dueAt) })),
  teller(events.slaBreached, ({ dueAt }) => text('timeline.slaBreached', { when: dateTime(dueAt) })),
];

function stageWords(data: ServiceOrderEventData['stageChanged'], { stages, reasons }: TimelineNames): string {
  const { from, to, reasonCode, waitingFor, until, warnings } = data;
  const whom = waitingFor === null ? null : textOf('waitingFor', waitingFor);
  const parts = [
    text('timeline.moved', { from: stages.get(from) ?? from, to: stages.get(to) ?? to }),
    reasonCode === null ? null : (reasons.get(reasonCode) ?? reasonCode),
    whom === null ? null : text('order.waiting', { whom }).toLowerCase(),
    until === null ? null : text('orders.waitingUntil', { until: dateTime(until) }),
    ...warnings.map(titleOf),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function lineValues(line: LineSnapshot, { categories }: TimelineNames) {
  const used = line.quantity === null ? null : text('timeline.used', { count: quantity(line.quantity) });
  const planned =
    line.plannedQuantity === null ? null : text('timeline.planned', { count: quantity(line.plannedQuantity) });
  return {
    number: line.lineNumber,
    what: [categories.get(line.category) ?? line.category, used ?? planned].filter((part) => part !== null).join(', '),
    status: textOf('line.status', line.status).toLowerCase(),
  };
}

function effectWords(effects: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(effects.map((effect) => textOf('effect', effect)));
}

function partWords(parts: ServiceOrderEventData['partsChanged']['parts'], { lines }: TimelineNames): string {
  const words = parts.map(({ lineId, reserved, missing, issued }) => {
    const counts = [
      reserved > 0 ? text('line.reserved', { count: quantity(reserved) }) : null,
      missing > 0 ? text('line.missing', { count: quantity(missing) }) : null,
      issued > 0 ? text('line.issued', { count: quantity(issued) }) : null,
    ].filter((count) => count !== null);
    const shown = counts.length > 0 ? counts.join(', ') : text('timeline.noParts');
    return text('timeline.partsOfLine', { number: lines.get(lineId) ?? text('none'), counts: shown });
  });
  return words.join('; ');
}

function numbersOf(lineIds: readonly string[], { lines }: TimelineNames): string {
  return lineIds.map((lineId) => lines.get(lineId) ?? text('none')).join(', ');
}

function postedWords({ lines, currency }: ServiceOrderEventData['posted']): string {
  if (currency === null) return text('timeline.postedNothing');
  const amount = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  return text('timeline.posted', { amount: money({ amount, currency }) });
}

function titleOf(code: string): string {
  return isProblemCode(code) ? problems[code].title : code;
}
