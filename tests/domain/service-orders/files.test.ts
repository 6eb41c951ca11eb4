/** Files and photos of orders and lines. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addFile, changeFile, maxOrderFiles, unlessOpen } from '#domain/service-orders/files.ts';
import { aLine, anOrder } from '#tests/support/service-orders.ts';

const photo = { kind: 'photo', customerId: null };
const order = anOrder({ lines: [aLine({ lineId: 'line-1' })] });
const asked = { fileId: 'file-1', lineId: null };
const closedAt = '2026-03-09T08:00:00.000Z';
const codeOf = (decided: ReturnType<typeof addFile>) => (decided.ok ? null : decided.refusal.code);

describe('files of an order', () => {
  it('are photos and documents that were uploaded as the company’s own', () => {
    const uploads = [
      photo,
      { kind: 'document', customerId: null },
      { kind: 'signature', customerId: null },
      { kind: 'logo', customerId: null },
      { kind: 'photo', customerId: 'customer-1' },
      undefined,
    ];
    expect(uploads.map((upload) => codeOf(addFile(order, asked, upload, [])))).toEqual([
      ...[null, null],
      ...Array.from({ length: 4 }, () => 'reference.unknown'),
    ]);
  });

  it('belong to the order or to one of its lines', () => {
    expect(codeOf(addFile(order, { ...asked, lineId: 'line-1' }, photo, []))).toBeNull();
    expect(codeOf(addFile(order, { ...asked, lineId: 'line-9' }, photo, []))).toBe('order.line-unknown');
  });

  it('are there once each, though the same one may be of the order and of a line', () => {
    expect(codeOf(addFile(order, asked, photo, [asked]))).toBe('order.file-twice');
    expect(codeOf(addFile(order, { ...asked, lineId: 'line-1' }, photo, [asked]))).toBeNull();
  });

  it('are no more than an order may have', () => {
    const present = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ fileId: `other-${at}`, lineId: null }));
    expect(codeOf(addFile(order, asked, photo, present(maxOrderFiles - 1)))).toBeNull();
    expect(codeOf(addFile(order, asked, photo, present(maxOrderFiles)))).toBe('order.files-full');
  });

  it('stay as they are once the order is closed', () => {
    const closed = { ...order, closedAt };
    expect(codeOf(addFile(closed, asked, photo, []))).toBe('order.closed');
    expect(unlessOpen(closed)).toEqual({ ok: false, refusal: { code: 'order.closed', params: { at: closedAt } } });
    expect(unlessOpen(order).ok).toBe(true);
  });

  it('keep what a change does not name', () => {
    const caption = fc.option(fc.string());
    const change = fc.record({ caption, forCustomer: fc.boolean() }, { requiredKeys: [] });
    fc.assert(
      fc.property(caption, fc.boolean(), change, (before, forCustomer, wanted) => {
        const file = { orderFileId: 'a', fileId: 'b', lineId: null, caption: before, forCustomer };
        expect(changeFile(file, wanted)).toEqual({ ...file, ...wanted });
      }),
    );
  });
});
