/** How fast the list of orders answers under each of its filters and sortings. */
import * as z from 'zod';

import { orderSorts } from '#contracts/http/service-orders-list.ts';
import { attentions } from '#domain/service-orders/attention.ts';
import { slaStates } from '#domain/sla/clock.ts';

export interface Figure {
  readonly name: string;
  /** Of a hundred requests, ninety-five take no longer. */
  readonly p95Ms: number;
}

interface Reader {
  readonly url: string;
  readonly token: string;
}

const Row = z.object({ number: z.string(), stage: z.string(), customerId: z.string() });
const List = z.object({ items: z.array(Row), nextCursor: z.string().nullable() });
const rowsAPage = 50;
const warmingRounds = 5;

/** Asks for the first page by every filter and every sorting, and for the page behind it, `rounds` times each when warm. */
export async function listFigures(reader: Reader, rounds: number): Promise<readonly Figure[]> {
  const { items } = await readList(reader, {});
  const [first] = items;
  if (first === undefined) throw new Error('there is no order to measure a list with');
  const stages = [...new Set(items.map(({ stage }) => stage))];
  const queries: readonly Readonly<Record<string, string>>[] = [
    {},
    { open: 'true' },
    { open: 'false' },
    { number: first.number },
    { number: first.number.slice(0, 5) },
    { number: 'nothing-begins-so' },
    { customerId: first.customerId },
    { customerId: first.customerId, open: 'true' },
    { missingParts: 'true' },
    ...['in-process', 'posted', 'cancelled'].map((progress) => ({ progress })),
    ...[...stages, 'waiting', 'cancelled'].flatMap((stage) => [{ stage }, { stage, open: 'true' }]),
    ...slaStates.map((slaState) => ({ slaState })),
    ...attentions.map((attention) => ({ attention })),
    ...orderSorts.flatMap((sort) =>
      ['true', 'false'].flatMap((ascending) => [
        { sort, ascending },
        { sort, ascending, open: 'true' },
        { sort, ascending, slaState: 'breached' },
      ]),
    ),
  ];
  const figures: Figure[] = [];
  for (const query of queries) figures.push(...(await figuresOf(reader, query, rounds)));
  return figures;
}

async function figuresOf(reader: Reader, query: Readonly<Record<string, string>>, rounds: number): Promise<Figure[]> {
  const name = new URLSearchParams(query).toString() || 'everything';
  const { nextCursor } = await readList(reader, query);
  const first = { name, p95Ms: await p95Of(() => readList(reader, query), rounds) };
  if (nextCursor === null) return [first];
  const next = { ...query, cursor: nextCursor };
  return [first, { name: `${name}, next page`, p95Ms: await p95Of(() => readList(reader, next), rounds) }];
}

/** One after the other, as a person asks. */
async function p95Of(ask: () => Promise<unknown>, rounds: number): Promise<number> {
  for (let round = 0; round < warmingRounds; round += 1) await ask();
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await ask();
    took.push(performance.now() - startedAt);
  }
  return took.toSorted((one, other) => one - other)[Math.ceil(rounds * 0.95) - 1] ?? 0;
}

async function readList({ url, token }: Reader, query: Readonly<Record<string, string>>) {
  const address = `${url}/v1/service-orders?${new URLSearchParams({ ...query, limit: String(rowsAPage) })}`;
  const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return List.parse(await response.json());
}
