/** How prices and costs come in from a file: one for each kind, type, scope and day, whatever its amount. */
import * as z from 'zod';

import { lineTypes } from '#contracts/events/service-orders.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { PriceEntryData } from '#contracts/http/invoicing-schemas.ts';
import type { PriceEntryView } from '#contracts/http/invoicing-schemas.ts';
import type { QueryOf } from '#contracts/http/route.ts';
import { LocalDate } from '#contracts/http/schemas.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { SetupId } from '#contracts/http/setup-schemas.ts';
import { priceKinds } from '#domain/invoicing/price-list.ts';

import { AnsweredProblem, call, read } from '../../api/client.ts';
import { createIntentKeys } from '../../api/intent-keys.ts';
import { itemIdOf, technicianIdOf } from '../../api/numbers.ts';
import type { CsvImportSpec } from '../../ui/csv-import.tsx';
import type { CsvOutcome } from '../../ui/csv-run.ts';
import { smallestPartsOf } from '#domain/shared/decimal.ts';
import { placesOf } from '../../ui/format.ts';
import { text } from '../../ui/texts.ts';

const ImportedPrice = z.strictObject({
  kind: z.enum(priceKinds),
  lineType: z.enum(lineTypes),
  category: SetupId.optional(),
  itemNumber: z.string().max(60).optional(),
  technicianNumber: z.string().max(60).optional(),
  validFrom: LocalDate,
  amount: z.string().regex(/^\d{1,12}([.,]\d+)?$/),
});
type ImportedPrice = z.infer<typeof ImportedPrice>;

export const priceImport: CsvImportSpec<ImportedPrice> = {
  title: text('prices.title'),
  area: 'invoicing',
  columns: [
    { at: 'kind', label: text('prices.kind'), kind: 'text', example: 'price', mayRepeat: true },
    { at: 'lineType', label: text('prices.type'), kind: 'text', example: 'item' },
    { at: 'category', label: text('prices.category'), kind: 'text', example: 'spare-parts' },
    { at: 'itemNumber', label: text('prices.itemNumber'), kind: 'text', example: 'P-100' },
    { at: 'technicianNumber', label: text('prices.technicianNumber'), kind: 'text', example: '' },
    { at: 'validFrom', label: text('prices.validFrom'), kind: 'text', example: '2027-01-01' },
    { at: 'amount', label: text('prices.amount'), kind: 'text', example: '49.90' },
  ],
  schema: ImportedPrice,
  send,
};

async function send(row: ImportedPrice): Promise<CsvOutcome> {
  const body = await entryOf(row);
  const before = await entryInPlaceOf(body);
  if (before === undefined) {
    await call(invoicingRoutes.createPriceEntry, { key: createIntentKeys().keyOf(body), body });
    return 'new';
  }
  if (before.amount.amount === body.amount.amount) return 'unchanged';
  const { priceEntryId, version } = before;
  await call(invoicingRoutes.putPriceEntry, { params: { priceEntryId }, ifMatch: version, body });
  return 'changed';
}

async function entryOf(row: ImportedPrice): Promise<PriceEntryData> {
  const { kind, lineType, category = null, itemNumber, technicianNumber, validFrom } = row;
  const { currency } = await read(setupRoutes.getCompany, {});
  const amount = PriceEntryData.shape.amount.safeParse({
    amount: smallestPartsOf(row.amount, placesOf(currency)),
    currency,
  });
  if (!amount.success) {
    const title = text('prices.amountUnfit', { currency });
    throw new AnsweredProblem({ type: 'about:blank', title, status: 422, code: 'request.invalid' });
  }
  const itemId = itemNumber === undefined ? null : await itemIdOf(itemNumber);
  const technicianId = technicianNumber === undefined ? null : await technicianIdOf(technicianNumber);
  return { kind, lineType, category, itemId, technicianId, validFrom, amount: amount.data };
}

/** What there is for the same thing and day. */
async function entryInPlaceOf(entry: PriceEntryData): Promise<PriceEntryView | undefined> {
  const { kind, lineType, category, itemId, technicianId, validFrom } = entry;
  const named = { ...(category && { category }), ...(itemId && { itemId }), ...(technicianId && { technicianId }) };
  const isSame = (one: PriceEntryView) =>
    one.validFrom === validFrom &&
    one.category === category &&
    one.itemId === itemId &&
    one.technicianId === technicianId;
  let cursor: string | null = null;
  do {
    const at: { cursor?: string } = cursor === null ? {} : { cursor };
    const page = await pageOf({ kind, lineType, ...named, ...at });
    const found = page.items.find(isSame);
    if (found !== undefined) return found;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return undefined;
}

function pageOf(query: QueryOf<typeof invoicingRoutes.listPriceEntries>) {
  return read(invoicingRoutes.listPriceEntries, { query: { ...query, limit: 200 } });
}
