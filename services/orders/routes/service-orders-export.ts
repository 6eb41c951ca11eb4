/** The list of service orders as a CSV file, written as it is read. */
import { Readable } from 'node:stream';

import type { Express } from 'express';
import type * as z from 'zod';

import type { ServiceOrderRow } from '#contracts/http/service-order-schemas.ts';
import { orderExportRoutes, orderFileColumns } from '#contracts/http/service-orders-list.ts';
import { listOrders } from '#db/queries/order-lists.ts';
import type { OrderFilter } from '#db/queries/order-lists.ts';
import { placeOf } from '#db/queries/service-orders-sorting.ts';
import type { OrderPlace, OrderSorting } from '#db/queries/service-orders-sorting.ts';
import { transaction } from '#db/transaction.ts';
import type { Actor } from '#contracts/roles.ts';
import { byteOrderMark, csvRow } from '#domain/shared/csv.ts';
import { mount } from '#platform/http/mount.ts';
import { orderFilter, orderSorting } from '../order-filter.ts';
import { presentRows } from '../present-order.ts';
import type { OrderParts } from './service-orders.ts';

/** Rows that are read at once: the file is as long as it may be, and what is held of it stays small. */
const rowsAtOnce = 500;

/** Mounts the file of the list. */
export function mountOrderExport(app: Express, parts: OrderParts): void {
  mount(app, orderExportRoutes.read, ({ actor, query }) => {
    const filter = orderFilter(query, actor, parts.clock.now());
    const headers = {
      'Content-Disposition': 'attachment; filename="service-orders.csv"',
      'Cache-Control': 'no-store',
    };
    return {
      status: 200,
      headers,
      body: Readable.from(fileOf(parts, actor, filter, orderSorting(query)), { objectMode: false }),
    };
  });
}

/** Under the reader's rights, a page a transaction. */
async function* fileOf(
  { db, clock }: OrderParts,
  actor: Actor,
  filter: OrderFilter,
  sorting: OrderSorting,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRow(orderFileColumns);
  let after: OrderPlace | undefined;
  do {
    const place = after;
    const { rows, last } = await transaction(db, actor, async (t) => {
      const found = await listOrders(t, filter, { sorting, after: place, limit: rowsAtOnce });
      const last = found.at(-1);
      return { rows: await presentRows(t, found, clock.now()), last: last && placeOf(last, sorting) };
    });
    if (rows.length > 0) yield rows.map((row) => csvRow(cellsOf(row))).join('');
    after = rows.length < rowsAtOnce ? undefined : last;
  } while (after !== undefined);
}

function cellsOf(row: z.output<typeof ServiceOrderRow>) {
  const { number, customerNumber, customerName, orderType, priority, stageName, progress, waiting, sla } = row;
  const { missingParts, createdAt, submittedAt, closedAt, origin } = row;
  return [
    ...[number, customerNumber, customerName, orderType, priority, stageName, progress],
    ...[waiting?.on ?? null, waiting?.since ?? null, waiting?.until ?? null],
    ...[sla?.state ?? null, sla?.dueAt ?? null, missingParts, createdAt, submittedAt, closedAt, origin],
  ];
}
