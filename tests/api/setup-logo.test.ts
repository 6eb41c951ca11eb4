import { afterAll, beforeAll, expect, test } from 'vitest';

import type { StoredFile } from '#contracts/http/files.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { maxLogoBytes } from '#domain/setup/logo.ts';
import { startTestGateway } from '#tests/support/gateway.ts';
import type { TestGateway } from '#tests/support/gateway.ts';
import { staff } from '#tests/support/http.ts';
import { aCustomer, bodyOf, startOrdersDoors } from '#tests/support/orders-doors.ts';
import type { OrdersDoors } from '#tests/support/orders-doors.ts';
import { pngOf } from '#tests/support/pictures.ts';

let doors: OrdersDoors;
let gateway: TestGateway;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: false });
  gateway = await startTestGateway({ urls: { orders: doors.http.url } });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await doors.stop();
});

const as = staff('administrator');
const upload = (content: Uint8Array<ArrayBuffer>, query = '?kind=logo', mime = 'image/png') =>
  doors.http.send(`/v1/files${query}`, { method: 'POST', as, raw: content, headers: { 'content-type': mime } });
const uploaded = async (...of: Parameters<typeof upload>) => bodyOf<StoredFile>(await upload(...of), 201).fileId;

const company = async (at = gateway) => {
  const answer = await at.send('/v1/company', { bearer: at.token });
  return setupRoutes.getCompany.responses[200].schema.parse(answer.json());
};
const keep = async (logoFileId: string | null, more = {}) => {
  const { id: _i, version, changedAt: _c, ...data } = { ...(await company()), ...more };
  return gateway.send('/v1/company', {
    method: 'PUT',
    bearer: gateway.token,
    headers: { 'if-match': `"${version}"` },
    json: { ...data, logoFileId },
  });
};

test('an uploaded picture becomes the logo of the company, in its version, and is removed again', async () => {
  const logo = await uploaded(pngOf(400, 120));

  expect((await keep(logo, { version: 99 })).problem().code).toBe('request.version-stale');
  expect((await keep(logo)).json()).toMatchObject({ logoFileId: logo });
  const read = await doors.http.send(`/v1/files/${logo}`, { as: staff('technician') });
  expect([read.status, read.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await keep(null)).json()).toMatchObject({ logoFileId: null });
});

test('another file, or one that a customer may not see, is no logo', async () => {
  const { customerId } = await aCustomer(doors);
  for (const fileId of [
    await uploaded(pngOf(400, 120), '?kind=photo'),
    await uploaded(pngOf(400, 120), `?kind=logo&customerId=${customerId}`),
    customerId,
  ]) {
    const { status, code, errors } = (await keep(fileId)).problem();
    expect([status, code, errors?.[0]?.pointer]).toEqual([422, 'company.logo-unknown', '#/logoFileId']);
  }
});

test('a new logo waits until the files can be asked, and another change does not', async () => {
  const logo = await uploaded(pngOf(300, 90));
  await using alone = await startTestGateway();
  const { id: _i, changedAt: _c, version, ...data } = await company(alone);
  const put = (more: object, ifMatch: number) =>
    alone.send('/v1/company', {
      method: 'PUT',
      bearer: alone.token,
      headers: { 'if-match': `"${ifMatch}"` },
      json: { ...data, ...more },
    });

  expect((await put({ logoFileId: logo }, version)).problem()).toMatchObject({ code: 'unavailable.service' });
  expect((await put({ name: 'Lift & Co' }, version)).status).toBe(200);
});

test.each([
  ['a drawing with scripts', Uint8Array.from(Buffer.from('<svg/>')), 'image/svg+xml', 415, 'request.media-type'],
  ['a PDF', Uint8Array.from(Buffer.from('%PDF-1.7 and more')), 'application/pdf', 422, 'file.logo-type'],
  ['the head of a picture alone', pngOf(400, 120).slice(0, 12), 'image/png', 422, 'file.logo-type'],
  ['a picture too wide', pngOf(2_001, 16), 'image/png', 422, 'file.logo-pixels'],
  ['a dot', pngOf(1, 1), 'image/png', 422, 'file.logo-pixels'],
  ['a picture too heavy', padded(maxLogoBytes + 1), 'image/png', 413, 'request.too-large'],
])('%s is refused as a logo', async (_, content, mime, status, code) => {
  expect((await upload(content, '?kind=logo', mime)).problem()).toMatchObject({ status, code });
});

function padded(bytes: number): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(bytes);
  content.set(pngOf(100, 100));
  return content;
}
