/** Agreements as their doors show them: with their state today, and without our own notes for whoever may not see them. */
import type { Agreement, AgreementRow, TypicalVisit } from '#contracts/http/agreements-schemas.ts';
import { message } from '#contracts/messages/en.ts';
import type { Actor } from '#contracts/roles.ts';
import type { ShownAgreementRow } from '#db/queries/agreements.ts';
import type { ItemGroups } from '#domain/agreements/applied-rules.ts';
import type { AgreementLine } from '#domain/agreements/agreement.ts';
import { presentYearOf } from '#domain/agreements/agreement-year.ts';
import { coverOn, linesOn, periodFault, stateOn } from '#domain/agreements/use.ts';
import { maySeeField } from '#domain/identity/rights.ts';
import { sumMoney, type Money } from '#domain/shared/money.ts';

/** An agreement whole. */
export function presentAgreement(row: ShownAgreementRow, actor: Actor, day: string): Agreement {
  const seesNotes = maySeeField(actor.roles, 'internalNote');
  const tasks = row.tasks.map((task) => (seesNotes ? task : { ...task, internalNote: null }));
  return { ...row, tasks, state: stateOn(row, day), yearFrom: presentYearOf(row.startsOn, day) };
}

type Header = Omit<ShownAgreementRow, 'lines' | 'objects' | 'tasks' | 'coverage'>;

/** An agreement of the list. */
export function presentAgreementRow(row: Header, day: string): AgreementRow {
  const { agreementId, version, number, name, customerId, customerNumber, customerName } = row;
  const { groupId, templateGroup, startsOn, endsOn, suspension, responsibleId } = row;
  return {
    ...{ agreementId, version, number, name, customerId, customerNumber, customerName },
    ...{ groupId, templateGroup, startsOn, endsOn, suspension, responsibleId, state: stateOn(row, day) },
  };
}

/** What a visit on a day uses and how it is invoiced, by the prices that the lists have for its lines. */
export function presentTypicalVisit(
  row: ShownAgreementRow,
  on: string,
  { prices, groups }: { readonly prices: ReadonlyMap<string, Money>; readonly groups: ItemGroups },
): TypicalVisit {
  const lines = linesOn(row, on);
  const shares = coverOn(
    row,
    on,
    lines.map((line) => ({ ...line, amountMinor: prices.get(line.lineId)?.amount ?? null })),
    groups,
  );
  const shown = lines.flatMap((line) => {
    const share = shares.find(({ lineId }) => lineId === line.lineId);
    return share === undefined ? [] : [{ ...lineOf(line), ...moneyOf(share, prices.get(line.lineId)) }];
  });
  const refusal = periodFault(row, on)?.refusal ?? null;
  return {
    ...{ agreementId: row.agreementId, on, billToCustomerId: row.billToCustomerId ?? row.customerId },
    refusal: refusal && { code: refusal.code, text: message(`${refusal.code}.detail`, refusal.params) },
    lines: shown,
    totals: totalsOf(shown),
    unpriced: shown.filter(({ price }) => price === null).length,
  };
}

function lineOf({ lineId, lineNumber, type, category, itemId, quantity, description }: AgreementLine) {
  return { lineId, lineNumber, type, category, itemId, quantity, description };
}

function moneyOf(share: ReturnType<typeof coverOn>[number], price: Money | undefined) {
  const { lineProperty, priceShare, coveredMinor, chargedMinor } = share;
  const money = (amount: number | null) =>
    price === undefined || amount === null ? null : { amount, currency: price.currency };
  return {
    ...{ lineProperty, priceShare, price: price ?? null },
    ...{ covered: money(coveredMinor), charged: money(chargedMinor) },
  };
}

/** Prices of one day are in one currency, the company's. */
function totalsOf(lines: TypicalVisit['lines']): TypicalVisit['totals'] {
  const currency = lines.find(({ price }) => price !== null)?.price?.currency;
  if (currency === undefined) return null;
  const sum = (of: 'price' | 'covered' | 'charged') =>
    sumMoney(
      currency,
      lines.map((line) => line[of]).filter((money) => money !== null),
    );
  return { price: sum('price'), covered: sum('covered'), charged: sum('charged') };
}
