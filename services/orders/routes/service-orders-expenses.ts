/** Routes of expenses that technicians paid: the list, the same as a file, and paying back. */
import { Readable } from 'node:stream';

import type { Express } from 'express';
import * as z from 'zod';

import { Id, LocalDate } from '#contracts/http/schemas.ts';
import {
  expenseFileColumns,
  expenseRoutes as routes,
  type PaidExpense,
} from '#contracts/http/service-orders-expenses.ts';
import type { Actor } from '#contracts/roles.ts';
import {
  expensesOfTechnicians,
  techniciansWhoPaid,
  type ExpenseFilter,
  type ExpensePlace,
  type ExpenseRow,
} from '#db/queries/service-orders-expenses.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import { transaction } from '#db/transaction.ts';
import { companyId } from '#domain/setup/company.ts';
import { byteOrderMark, csvRow } from '#domain/shared/csv.ts';
import { decimalOf } from '#domain/shared/decimal.ts';
import { placesOfCurrency } from '#domain/shared/money.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { payBackExpense, takeBackPayBack } from '#transactions/service-orders/expenses.ts';
import type { Named, NamesOf } from '../ask-names.ts';
import { editedOnce } from '../edited-once.ts';
import type { OrderParts } from './service-orders.ts';

type Parts = Pick<OrderParts, 'db' | 'clock'> & { readonly techniciansOf: NamesOf };

const Place = z.strictObject({ workDate: LocalDate, lineId: Id });
/** Rows that are read at once for the file. */
const rowsAtOnce = 500;

/** Mounts the routes. */
export function mountExpenses(app: Express, { db, clock, techniciansOf }: Parts): void {
  mount(app, routes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const rows = await transaction(db, actor, (t) => expensesOfTechnicians(t, filterOf(query), after, limit + 1));
    const page = pageOf(rows, limit, placeOf);
    return { status: 200, body: { items: page.items.map(wireOf), nextCursor: page.nextCursor } };
  });
  mount(app, routes.export, async ({ actor, query }) => {
    const filter = filterOf(query);
    // Asked before the file begins, while there can still be another answer.
    const ids = await transaction(db, actor, (t) => techniciansWhoPaid(t, filter));
    const technicians = await techniciansOf(actor, ids);
    return {
      status: 200,
      headers: {
        'Content-Disposition': 'attachment; filename="paid-expenses.csv"',
        'Cache-Control': 'no-store',
      },
      body: Readable.from(fileOf({ db, technicians }, actor, filter), { objectMode: false }),
    };
  });
  mount(app, routes.payBack, async ({ actor, params, key, body: { reference = null } }) => {
    const request = { route: routes.payBack.id, key, asks: { ...params, reference } };
    const edit = { orderId: params.orderId, actor, now: clock.now() };
    await transaction(db, actor, (t) =>
      editedOnce(t, request, () => payBackExpense(t, edit, params.lineId, reference)),
    );
    return { status: 204 };
  });
  mount(app, routes.undo, async ({ actor, params, key }) => {
    const request = { route: routes.undo.id, key, asks: params };
    const edit = { orderId: params.orderId, actor, now: clock.now() };
    await transaction(db, actor, (t) => editedOnce(t, request, () => takeBackPayBack(t, edit, params.lineId)));
    return { status: 204 };
  });
}

type Asked = { readonly [Name in keyof ExpenseFilter]?: ExpenseFilter[Name] | undefined };

function filterOf({ technicianId = null, from = null, to = null, paidBack = null }: Asked): ExpenseFilter {
  return { technicianId, from, to, paidBack };
}

function placeOf({ workDate, lineId }: ExpenseRow): ExpensePlace {
  return { workDate, lineId };
}

function wireOf({ expense, paidBackBy, paidBackReference, ...row }: ExpenseRow): PaidExpense {
  const { payBackTo, paidMinor, receiptFileId, paidBackAt } = expense;
  return {
    ...row,
    ...{ technicianId: payBackTo ?? '', paidMinor: paidMinor ?? 0, receiptFileId },
    paidBack: paidBackAt === null ? null : { at: paidBackAt, by: paidBackBy ?? '', reference: paidBackReference },
  };
}

/** Under the reader's rights, a page a transaction. */
async function* fileOf(
  { db, technicians }: Pick<Parts, 'db'> & { readonly technicians: ReadonlyMap<string, Named> },
  actor: Actor,
  filter: ExpenseFilter,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRow(expenseFileColumns);
  const company = await setupValue(db, 'company', companyId);
  const currency = company?.data.currency ?? 'EUR';
  let after: ExpensePlace | undefined;
  do {
    const place = after;
    const rows = await transaction(db, actor, (t) => expensesOfTechnicians(t, filter, place, rowsAtOnce));
    if (rows.length > 0) yield rows.map((row) => csvRow(cellsOf(wireOf(row), currency, technicians))).join('');
    const last = rows.at(-1);
    after = rows.length < rowsAtOnce || last === undefined ? undefined : placeOf(last);
  } while (after !== undefined);
}

function cellsOf(row: PaidExpense, currency: string, technicians: ReadonlyMap<string, Named>) {
  const { number, lineNumber, category, description, workDate, status, technicianId, paidMinor, paidBack } = row;
  const technician = technicians.get(technicianId);
  return [
    ...[number, lineNumber, category, description, workDate, status],
    ...[technician?.number ?? null, technician?.name ?? technicianId],
    ...[decimalOf(paidMinor, placesOfCurrency(currency)), currency],
    ...[row.receiptFileId, paidBack?.at ?? null, paidBack?.reference ?? null],
  ];
}
