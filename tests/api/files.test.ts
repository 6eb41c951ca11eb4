import { createHash, randomUUID } from 'node:crypto';
import { request, type OutgoingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod';

import { maxFileBytes, type StoredFile } from '#contracts/http/files.ts';
import type { OrderLine, ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import type { PaidExpense } from '#contracts/http/service-orders-expenses.ts';
import type { OrderFile } from '#contracts/http/service-orders-files.ts';
import type { Actor } from '#contracts/roles.ts';
import { eventsOf } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import { customerActor, staff, type TestAnswer } from '#tests/support/http.ts';
import { aCustomer, arrive, bodyOf, posted, startOrdersDoors, type OrdersDoors } from '#tests/support/orders-doors.ts';

type Line = z.output<typeof OrderLine>;

let doors: OrdersDoors;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
});
afterAll(() => doors.stop());

const png = bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'a drawn signature');
const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0], 'a photo of a valve');
const technician = staff('technician');

function bytes(head: readonly number[], rest: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...head, ...Buffer.from(rest)]);
}

interface Upload {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly mime?: string;
  readonly as?: Actor;
  readonly query?: string;
}

function upload({ content, mime = 'image/png', as = technician, query = '' }: Upload): Promise<TestAnswer> {
  const headers = { 'content-type': mime };
  return doors.http.send(`/v1/files${query}`, { method: 'POST', as, raw: content, headers });
}

test('an uploaded signature is known by its hash, and comes back as it was', async () => {
  const file = bodyOf<StoredFile>(await upload({ content: png, query: '?kind=signature' }), 201);

  const sha256 = createHash('sha256').update(png).digest('hex');
  expect(file).toMatchObject({ kind: 'signature', mime: 'image/png', sha256, size: png.length, customerId: null });
  const read = await doors.http.send(`/v1/files/${file.fileId}`, { as: technician });
  expect(read.status).toBe(200);
  expect(read.headers.get('content-type')).toBe('image/png');
  expect(read.headers.get('content-disposition')).toBe(`inline; filename="${file.fileId}.png"`);
  expect(read.headers.get('x-content-type-options')).toBe('nosniff');
  expect(read.text).toContain('a drawn signature');
});

test('the same file again is the same file, of somebody else another', async () => {
  const [once, again, others] = [
    await upload({ content: jpeg, mime: 'image/jpeg' }),
    await upload({ content: jpeg, mime: 'image/jpeg' }),
    await upload({ content: jpeg, mime: 'image/jpeg', as: staff('technician') }),
  ].map((answer) => bodyOf<StoredFile>(answer, 201));

  expect(again?.fileId).toBe(once?.fileId);
  expect(others?.fileId).not.toBe(once?.fileId);
});

test.each([
  ['something else than it says', { content: jpeg }, 422, 'file.other-content'],
  ['nothing', { content: new Uint8Array() }, 422, 'file.empty'],
  ['less than a signature', { content: png.slice(0, 4) }, 422, 'file.other-content'],
  ['a drawing with scripts', { content: bytes([], '<svg/>'), mime: 'image/svg+xml' }, 415, 'request.media-type'],
  [
    'for a customer that there is not',
    { content: png, query: `?customerId=${randomUUID()}` },
    422,
    'reference.unknown',
  ],
])('a file that is %s is refused', async (_, sent, status, code) => {
  expect((await upload(sent)).problem()).toMatchObject({ status, code });
});

/** The status of an upload that does not say how long it is. */
function statusInChunks(content: Uint8Array, headers: OutgoingHttpHeaders): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sending = request(`${doors.http.url}/v1/files`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sending.on('error', reject);
    sending.write(content);
    sending.end();
  });
}

test('a file over five megabytes is refused, announced or not', async () => {
  const content = new Uint8Array(maxFileBytes + 1);
  content.set(png);
  expect((await upload({ content })).problem()).toMatchObject({ status: 413, code: 'request.too-large' });

  const authorization = `Bearer ${await doors.http.tokens.sign(technician)}`;
  expect(await statusInChunks(content, { authorization, 'content-type': 'image/png' })).toBe(413);
});

test('a customer’s contact reads the files of its own company, and its own uploads belong to it', async () => {
  const [own, other] = [await aCustomer(doors), await aCustomer(doors)];
  const as = customerActor(own.customerId);
  const read = async (answer: TestAnswer) =>
    (await doors.http.send(`/v1/files/${bodyOf<StoredFile>(answer, 201).fileId}`, { as })).status;

  const uploaded = await upload({ content: png, as });
  expect(bodyOf<StoredFile>(uploaded, 201).customerId).toBe(own.customerId);
  expect(await read(uploaded)).toBe(200);
  expect(await read(await upload({ content: png, query: `?customerId=${own.customerId}` }))).toBe(200);
  expect(await read(await upload({ content: png, query: `?customerId=${other.customerId}` }))).toBe(404);
  expect(await read(await upload({ content: png }))).toBe(404);
  expect((await upload({ content: png, as, query: `?customerId=${other.customerId}` })).status).toBe(422);
});

describe('files of an order', () => {
  const office = staff('dispatcher');
  const pathOf = (orderId: string, more = '') => `/v1/service-orders/${orderId}/files${more}`;
  const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
  const change = (method: 'PATCH' | 'DELETE', path: string, json?: object) =>
    send(path, { method, as: technician, ...(json === undefined ? {} : { json }) });
  let uploads = 0;

  async function anOrder() {
    const { customerId } = await aCustomer(doors);
    const json = { customerId, lines: [{ type: 'hour', category: 'labour', plannedQuantity: 1 }] };
    const order = bodyOf<ServiceOrder>(await send('/v1/service-orders', posted(office, json)), 201);
    return { orderId: order.orderId, lineId: order.lines[0]?.lineId ?? '', as: customerActor(customerId), customerId };
  }

  const uploaded = async (query = '?kind=photo') => {
    uploads += 1;
    const content = bytes([0xff, 0xd8, 0xff, 0xe0], `photo ${uploads}`);
    return bodyOf<StoredFile>(await upload({ content, mime: 'image/jpeg', query }), 201);
  };
  const listed = async (orderId: string, as: Actor) =>
    bodyOf<{ items: OrderFile[]; mayChange: boolean }>(await send(pathOf(orderId), { as }), 200);
  const added = async (orderId: string, json: object) =>
    bodyOf<OrderFile>(await send(pathOf(orderId), posted(technician, json)), 201);

  test('are listed with who added them and where they belong, and their events have ids and hashes alone', async () => {
    const { orderId, lineId } = await anOrder();
    const { fileId, sha256 } = await uploaded();

    const file = await added(orderId, { fileId, lineId, caption: 'The worn drive' });

    expect(file).toMatchObject({
      fileId,
      sha256,
      lineId,
      kind: 'photo',
      mime: 'image/jpeg',
      caption: 'The worn drive',
    });
    expect(file).toMatchObject({ forCustomer: false, addedBy: technician.principal });
    expect(await listed(orderId, staff('billing'))).toEqual({ items: [file], mayChange: false });
    expect((await listed(orderId, technician)).mayChange).toBe(true);
    const events = await transaction(doors.db, office, (t) => eventsOf(t, orderId));
    expect(events.at(-1)).toMatchObject({ type: 'service-order.file-added', data: { fileId, sha256, lineId } });
    expect(JSON.stringify(events)).not.toContain('worn drive');
  });

  test('are seen and read by their customer while they are marked for it, and by no other customer', async () => {
    const { orderId, as } = await anOrder();
    const other = await anOrder();
    const { fileId } = await uploaded();
    const { orderFileId } = await added(orderId, { fileId });
    const seen = async (actor: Actor) => {
      const answer = await send(pathOf(orderId), { as: actor });
      const rows = answer.status === 200 ? bodyOf<{ items: OrderFile[] }>(answer, 200).items.length : answer.status;
      return [rows, (await send(`/v1/files/${fileId}`, { as: actor })).status];
    };

    expect(await seen(as)).toEqual([0, 404]);
    bodyOf(await change('PATCH', pathOf(orderId, `/${orderFileId}`), { forCustomer: true, caption: 'Before' }), 200);
    expect(await seen(as)).toEqual([1, 200]);
    expect(await seen(other.as)).toEqual([404, 404]);
    const { items, mayChange } = await listed(orderId, as);
    expect(mayChange).toBe(false);
    expect(items).toMatchObject([{ caption: 'Before', addedBy: null }]);
    bodyOf(await change('PATCH', pathOf(orderId, `/${orderFileId}`), { forCustomer: false }), 200);
    expect(await seen(as)).toEqual([0, 404]);
  });

  test('are taken out, and the timeline keeps that they were there', async () => {
    const { orderId, as } = await anOrder();
    const { fileId } = await uploaded('?kind=document');
    const { orderFileId } = await added(orderId, { fileId, forCustomer: true });

    expect((await change('DELETE', pathOf(orderId, `/${orderFileId}`))).status).toBe(204);

    expect((await listed(orderId, office)).items).toEqual([]);
    expect((await send(`/v1/files/${fileId}`, { as })).status).toBe(404);
    expect((await change('DELETE', pathOf(orderId, `/${orderFileId}`))).status).toBe(404);
    const events = await transaction(doors.db, office, (t) => eventsOf(t, orderId));
    expect(events.slice(-2).map(({ type }) => type)).toEqual([
      'service-order.file-added',
      'service-order.file-removed',
    ]);
    await added(orderId, { fileId });
  });

  test('that were taken out are read by administrators alone, until they are used again', async () => {
    const { orderId, as } = await anOrder();
    const { fileId } = await uploaded();
    const takeOut = async () => {
      const { orderFileId } = await added(orderId, { fileId, forCustomer: true });
      expect((await change('DELETE', pathOf(orderId, `/${orderFileId}`))).status).toBe(204);
    };
    const read = (actor: Actor, more = '') => send(`/v1/files/${fileId}${more}`, { as: actor });
    await takeOut();

    for (const actor of [office, technician])
      for (const more of ['', '/description'])
        expect((await read(actor, more)).problem()).toMatchObject({ status: 410, code: 'file.removed' });
    expect((await read(as)).status).toBe(404);
    expect((await read(staff('administrator'))).status).toBe(200);

    const other = await anOrder();
    await added(other.orderId, { fileId });
    expect((await read(office)).status).toBe(200);
    const receipt = { receiptFileId: fileId, payBackTo: null, paidMinor: null };
    const line = { type: 'expense', category: 'expenses', quantity: 1, expense: receipt };
    bodyOf(await send(`/v1/service-orders/${orderId}/lines`, posted(technician, line)), 201);
    const [inOther] = (await listed(other.orderId, office)).items;
    expect((await change('DELETE', pathOf(other.orderId, `/${inOther?.orderFileId}`))).status).toBe(204);
    expect((await read(office)).status).toBe(200);
  });

  test('are added once under a key, and are no file of another kind, purpose or line', async () => {
    const { orderId, customerId } = await anOrder();
    const { fileId } = await uploaded();
    const sent = posted(technician, { fileId });
    const once = bodyOf<OrderFile>(await send(pathOf(orderId), sent), 201);
    expect(bodyOf<OrderFile>(await send(pathOf(orderId), sent), 201)).toEqual(once);

    const wrong: readonly (readonly [object, string])[] = [
      [{ fileId }, 'order.file-twice'],
      [{ fileId: randomUUID() }, 'reference.unknown'],
      [{ fileId: (await uploaded('?kind=signature')).fileId }, 'reference.unknown'],
      [{ fileId: (await uploaded(`?kind=photo&customerId=${customerId}`)).fileId }, 'reference.unknown'],
      [{ fileId: (await uploaded()).fileId, lineId: randomUUID() }, 'order.line-unknown'],
    ];
    for (const [json, code] of wrong)
      expect((await send(pathOf(orderId), posted(technician, json))).problem().code).toBe(code);
    expect((await listed(orderId, office)).items).toHaveLength(1);
  });
});

describe('expenses of an order', () => {
  const billing = staff('billing');
  const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
  const kim = randomUUID();

  async function anOrder() {
    const { customerId } = await aCustomer(doors);
    const order = bodyOf<ServiceOrder>(
      await send('/v1/service-orders', posted(staff('dispatcher'), { customerId })),
      201,
    );
    return { ...order, as: customerActor(customerId) };
  }

  const receipt = async (text: string, query = '') =>
    bodyOf<StoredFile>(
      await upload({ content: bytes([0xff, 0xd8, 0xff, 0xe0], text), mime: 'image/jpeg', query }),
      201,
    );
  const addLine = (orderId: string, expense: object | undefined, more: object = {}) => {
    const line = { type: 'expense', category: 'expenses', quantity: 1, workDate: '2026-03-01', ...more };
    return send(`/v1/service-orders/${orderId}/lines`, posted(technician, { ...line, ...(expense && { expense }) }));
  };
  const act = (orderId: string, lineId: string, what: string, json: object = {}) =>
    send(`/v1/service-orders/${orderId}/lines/${lineId}/${what}`, posted(billing, json));
  const listed = async (query: string) =>
    bodyOf<{ items: PaidExpense[] }>(await send(`/v1/paid-expenses?technicianId=${kim}&${query}`, { as: billing }), 200)
      .items;

  test('have a receipt of the company’s own and who paid, which their customer does not see', async () => {
    const { orderId, as } = await anOrder();
    const { fileId, sha256 } = await receipt('parking');
    const wish = { receiptFileId: fileId, payBackTo: kim, paidMinor: 480 };

    const line = bodyOf<Line>(await addLine(orderId, wish), 201);

    expect(line).toMatchObject({ expense: { ...wish, paidBackAt: null }, receiptMissing: false, status: 'confirmed' });
    const seen = bodyOf<ServiceOrder>(await send(`/v1/service-orders/${orderId}`, { as }), 200);
    expect(seen.lines).toMatchObject([{ expense: null, receiptMissing: false }]);
    const events = await transaction(doors.db, billing, (t) => eventsOf(t, orderId));
    expect(events.at(-1)?.data).toMatchObject({ line: { expense: { receiptFileId: fileId, receiptSha256: sha256 } } });

    for (const receiptFileId of [randomUUID(), (await receipt('signed', '?kind=signature')).fileId])
      expect((await addLine(orderId, { ...wish, receiptFileId })).problem().code).toBe('order.unknown-reference');
    expect((await addLine(orderId, { ...wish, paidMinor: null })).problem().code).toBe('order.line-invalid');
  });

  test('have it from the beginning where it was uploaded before the order was made, or miss it', async () => {
    const { customerId } = await anOrder();
    const { fileId, sha256 } = await receipt('hotel');
    const wish = { receiptFileId: fileId, payBackTo: kim, paidMinor: 9_900 };
    const hotels = { name: 'Hotels', lineTypes: ['expense'], active: true, receiptRequired: true };
    await arrive(doors, 'category', 'hotels', hotels);
    const line = { type: 'expense', category: 'hotels', quantity: 1, workDate: '2026-03-01' };
    const make = (...lines: object[]) => send('/v1/service-orders', posted(technician, { customerId, lines }));

    const made = bodyOf<ServiceOrder>(await make({ ...line, expense: wish }, line), 201);

    expect(made.lines).toMatchObject([
      { expense: { ...wish, paidBackAt: null }, receiptMissing: false },
      { expense: null, receiptMissing: true },
    ]);
    const events = await transaction(doors.db, billing, (t) => eventsOf(t, made.orderId));
    expect(events[0]?.data).toMatchObject({ lines: [{ expense: { receiptSha256: sha256 } }, {}] });
    const strange = await make({ ...line, expense: { ...wish, receiptFileId: randomUUID() } });
    expect(strange.problem()).toMatchObject({ status: 422, code: 'order.unknown-reference' });
  });

  test('miss a receipt as the set-up is now', async () => {
    const { orderId } = await anOrder();
    const toll = { name: 'Tolls', lineTypes: ['expense'], active: true };
    await arrive(doors, 'category', 'tolls', { ...toll, receiptRequired: true });
    const line = bodyOf<Line>(await addLine(orderId, undefined, { category: 'tolls' }), 201);
    expect(line.receiptMissing).toBe(true);

    const { fileId: receiptFileId } = await receipt('toll');
    const change = { method: 'PATCH', as: technician } as const;
    const path = `/v1/service-orders/${orderId}/lines/${line.lineId}`;
    const json = { expense: { receiptFileId, payBackTo: null, paidMinor: null } };
    expect(bodyOf<Line>(await send(path, { ...change, json }), 200).receiptMissing).toBe(false);
  });

  test('are listed for finance until they are paid back, which is told, undone, and done once', async () => {
    const { orderId, number } = await anOrder();
    const wish = { receiptFileId: null, payBackTo: kim, paidMinor: 1999 };
    const { lineId } = bodyOf<Line>(await addLine(orderId, wish, { workDate: '2026-02-10' }), 201);
    await addLine(orderId, { ...wish, payBackTo: randomUUID() });
    await addLine(orderId, wish, { quantity: undefined, plannedQuantity: 1 });

    const february = 'from=2026-02-01&to=2026-02-28';
    expect(await listed(`${february}&paidBack=false`)).toMatchObject([
      { lineId, number, technicianId: kim, paidMinor: 1999, paidBack: null },
    ]);
    expect((await send('/v1/paid-expenses', { as: technician })).status).toBe(403);
    expect((await act(orderId, lineId, 'pay-back', { reference: '=Payroll 3' })).status).toBe(204);
    expect((await act(orderId, lineId, 'pay-back')).problem().code).toBe('order.paid-back');
    expect(await listed(`${february}&paidBack=false`)).toEqual([]);
    const paidBack = { at: doors.clock.now(), by: billing.principal, reference: '=Payroll 3' };
    expect(await listed(`${february}&paidBack=true`)).toMatchObject([{ lineId, paidBack }]);
    const file = await send(`/v1/paid-expenses.csv?technicianId=${kim}&${february}`, { as: billing });
    expect(file.text).toContain("'=Payroll 3");
    expect(file.text).toContain('T-1,Kim Nobody,19.99,EUR');
    const events = await transaction(doors.db, billing, (t) => eventsOf(t, orderId));
    expect(events.at(-1)).toMatchObject({ type: 'service-order.expense-paid-back', data: { paidMinor: 1999 } });
    expect(JSON.stringify(events)).not.toContain('Payroll');

    expect((await act(orderId, lineId, 'undo-pay-back')).status).toBe(204);
    expect(await listed(`${february}&paidBack=false`)).toHaveLength(1);
    expect((await act(orderId, lineId, 'undo-pay-back')).problem().code).toBe('order.nothing-to-pay-back');
  });
});
