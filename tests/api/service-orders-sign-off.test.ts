import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod';

import type { Customer } from '#contracts/http/customer-schemas.ts';
import type { OrderLine, ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import type { Actor } from '#contracts/roles.ts';
import { customerActor, staff } from '#tests/support/http.ts';
import { aCustomer, bodyOf, posted, startOrdersDoors, type OrdersDoors } from '#tests/support/orders-doors.ts';

let doors: OrdersDoors;
let customer: Customer;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
  customer = await aCustomer(doors, { name: 'Fictional Ovens Ltd' });
});
afterAll(() => doors.stop());

type Line = z.infer<typeof OrderLine>;
const manager = staff('service-delivery-manager');
const technician = staff('technician');
const hours = { type: 'hour', category: 'labour', quantity: 2 };
const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const order = async (more: object) =>
  bodyOf<ServiceOrder>(
    await send('/v1/service-orders', posted(manager, { customerId: customer.customerId, ...more })),
    201,
  );
const read = async ({ orderId }: ServiceOrder, as: Actor = manager) =>
  bodyOf<ServiceOrder>(await send(`/v1/service-orders/${orderId}`, { as }), 200);

describe('an item line', () => {
  const itemLine = { type: 'item', category: 'parts', itemId: randomUUID(), plannedQuantity: 1 };
  const changing = ({ orderId }: ServiceOrder, line: Line | undefined, json: object) =>
    send(`/v1/service-orders/${orderId}/lines/${line?.lineId}`, { method: 'PATCH', as: technician, json });

  test('says whether it is reserved or a plain item, and may be the other', async () => {
    const made = await order({ lines: [{ ...itemLine, plainItem: true }, itemLine] });
    expect(made.lines).toMatchObject([{ plainItem: true }, { plainItem: false }]);
    const changed = bodyOf<Line>(await changing(made, made.lines[0], { plainItem: false }), 200);
    expect(changed.plainItem).toBe(false);
  });

  test('that is on order elsewhere is not cancelled, says who said so and when, and lets go again', async () => {
    const made = await order({ lines: [itemLine] });
    const [line] = made.lines;
    const marked = bodyOf<Line>(await changing(made, line, { orderedOutside: { reference: 'PO-7' } }), 200);
    expect(marked.orderedOutside).toMatchObject({ reference: 'PO-7', by: technician.principal });
    expect(Date.parse(marked.orderedOutside?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(made.createdAt));
    const again = await changing(made, line, { orderedOutside: { reference: 'PO-7' } });
    expect(bodyOf<Line>(again, 200).version).toBe(marked.version);

    const refusal = { code: 'order.parts-ordered-outside', status: 409 };
    expect((await changing(made, line, { status: 'cancelled' })).problem()).toMatchObject(refusal);
    const offered = (await read(made)).allowedActions.find(({ action }) => action === 'cancel');
    expect(offered).toMatchObject({ allowed: false, refusal: { code: refusal.code } });
    expect((await read(made, customerActor(customer.customerId))).lines[0]?.orderedOutside).toBeNull();

    expect(bodyOf<Line>(await changing(made, line, { orderedOutside: null }), 200).orderedOutside).toBeNull();
    expect(bodyOf<Line>(await changing(made, line, { status: 'cancelled' }), 200).status).toBe('cancelled');
  });
});

describe('the technician’s done and the office’s review', () => {
  const door = ({ orderId }: ServiceOrder, name: string, as: Actor) =>
    send(`/v1/service-orders/${orderId}/${name}`, posted(as, {}));

  test('are given by whose they are, shown with what was signed, and taken back', async () => {
    const made = await order({ lines: [hours] });
    expect(made).toMatchObject({ confirmations: [], needsReview: false });
    expect((await door(made, 'confirm-done', technician)).status).toBe(200);
    expect((await door(made, 'confirm-done', technician)).problem().code).toBe('order.already-confirmed');
    expect((await door(made, 'review', technician)).status).toBe(403);
    expect((await door(made, 'review', manager)).status).toBe(200);

    const { confirmations, allowedActions } = await read(made);
    expect(confirmations.map(({ kind, by }) => [kind, by])).toEqual([
      ['technician', technician.principal],
      ['review', manager.principal],
    ]);
    expect(confirmations.every(({ documentSha256 }) => documentSha256 !== null)).toBe(true);
    expect(allowedActions.filter(({ allowed }) => allowed).map(({ action }) => action)).toContain('undoReview');
    expect((await read(made, customerActor(customer.customerId))).confirmations).toEqual([]);
    expect((await door(made, 'undo-review', manager)).status).toBe(200);
    expect((await read(made)).confirmations).toMatchObject([{ kind: 'technician' }]);
  });
});
