/** Two customers with an order each, posted and with notes, and a token for every role. */
import * as z from 'zod';

import type { Stack } from '#deploy/local/stack.ts';
import { grantableRoles } from '#domain/identity/rights.ts';
import type { Role } from '#domain/identity/rights.ts';
import { eventually } from './eventually.ts';
import { issueToken } from './issue-token.ts';
import { aVisitOf, createOrder, makeDeskWorld } from './order-desk.ts';
import type { Desk, DeskOrder, DeskWorld } from './order-desk.ts';
import { uploadPhoto } from './uploaded-photo.ts';

export interface Company {
  readonly customerId: string;
  readonly order: DeskOrder;
  /** The API token of one of its contacts. */
  readonly contact: string;
  /** Files of its order: one that the customer sees too, and one for the staff. */
  readonly files: { readonly marked: string; readonly internal: string };
}

export interface TwoCompanies {
  readonly own: Company;
  readonly foreign: Company;
  /** One token for every role that can be given; the customer contact is `own`'s. */
  readonly tokens: ReadonlyMap<Role, string>;
}

/** What only staff may read of the orders. */
export const internalNote = 'Nobody outside is to read this';

export async function makeTwoCompanies(stack: Pick<Stack, 'url' | 'adminToken'>, desk: Desk): Promise<TwoCompanies> {
  const photo = (width: number) => uploadPhoto(stack.url, stack.adminToken(), width);
  const own = await makeCompany(desk, 'Alster Hotel GmbH (fictional)', [await photo(201), await photo(202)]);
  const foreign = await makeCompany(desk, 'Weser Klinik GmbH (fictional)', [await photo(203), await photo(204)]);
  const tokens = new Map<Role, string>([['customer-contact', own.contact]]);
  for (const role of grantableRoles) if (!tokens.has(role)) tokens.set(role, await issueToken(desk, [role]));
  return { own, foreign, tokens };
}

async function makeCompany(desk: Desk, name: string, [marked, internal]: readonly [string, string]): Promise<Company> {
  const world = await makeDeskWorld(desk, { customer: name });
  const { customerId } = world;
  const order = await createOrder(desk, world);
  const address = `/v1/service-orders/${order.orderId}`;
  for (const kind of ['internal', 'customer'])
    await desk.mustDo('POST', `${address}/notes`, {
      body: { kind, text: kind === 'internal' ? internalNote : 'Hello' },
    });
  await desk.mustDo('POST', `${address}/files`, { body: { fileId: marked, forCustomer: true } });
  await desk.mustDo('POST', `${address}/files`, { body: { fileId: internal } });
  await postOrder(desk, world, address);
  const files = { marked, internal };
  return { customerId, order, files, contact: await issueToken(desk, ['customer-contact'], customerId) };
}

async function postOrder(desk: Desk, world: DeskWorld, address: string): Promise<void> {
  const move = (body: object) => desk.mustDo('POST', `${address}/change-stage`, { body });
  await move({ to: 'planned', visit: aVisitOf(world.technicianId) });
  await move({ to: 'in-progress' });
  await move({ to: 'completed' });
  await desk.mustDo('POST', `${address}/sign-off`, {
    body: { signedBy: 'A. Nobody', noSignatureReasonCode: 'nobody-present' },
  });
  await desk.mustDo('POST', `${address}/post`, { body: {} });
  await eventually(async () => {
    const { body } = await desk.mustDo('GET', address);
    const { lines } = z.object({ lines: z.array(z.object({ costMinor: z.int().nullable() })) }).parse(body);
    if (!lines.some(({ costMinor }) => (costMinor ?? 0) > 0)) throw new Error('No line has a cost yet');
  });
}
