import { createHash, randomUUID } from 'node:crypto';
import { request, type OutgoingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { maxFileBytes, type StoredFile } from '#contracts/http/files.ts';
import type { Actor } from '#contracts/roles.ts';
import { customerActor, staff, type TestAnswer } from '#tests/support/http.ts';
import { aCustomer, bodyOf, startOrdersDoors, type OrdersDoors } from '#tests/support/orders-doors.ts';

let doors: OrdersDoors;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: false });
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
