import { describe, expect, test } from 'vitest';

import { changeLine, newLine, type NewLine } from '#domain/service-orders/lines.ts';
import { aLine } from '#tests/support/service-orders.ts';

const hour: NewLine = { type: 'hour', category: 'labour', plannedQuantity: 2 };
const made = (line: Partial<NewLine> = {}) => newLine({ ...hour, ...line }, 'line-1', 1, '2026-03-02');
const faulty = (fault: string) => ({ ok: false, refusal: { code: 'order.line-invalid', params: { line: 1, fault } } });

describe('a line', () => {
  test('is of hours, an expense, an item or a fee', () => {
    for (const type of ['hour', 'expense', 'fee'] as const) expect(made({ type })).toMatchObject({ line: { type } });
    expect(made({ type: 'item', itemId: 'bulb' })).toMatchObject({ line: { type: 'item', itemId: 'bulb' } });
  });

  test('has a quantity above nothing, planned or used', () => {
    expect(made({ plannedQuantity: undefined })).toMatchObject(faulty('quantity-missing'));
    expect(made({ plannedQuantity: 0 })).toMatchObject(faulty('quantity-invalid'));
    expect(made({ quantity: -1 })).toMatchObject(faulty('quantity-invalid'));
    expect(made({ plannedQuantity: undefined, quantity: 0.5 })).toMatchObject({ line: { quantity: 0.5 } });
  });

  test('is of the present day, and chargeable, where nothing else is said', () => {
    expect(made()).toMatchObject({ line: { workDate: '2026-03-02', chargeable: true } });
    const said = { workDate: '2026-02-27', chargeable: false };
    expect(made(said)).toMatchObject({ line: said });
  });

  test('names an item where it is of one, and nowhere else', () => {
    expect(made({ type: 'item' })).toMatchObject(faulty('item-missing'));
    expect(made({ itemId: 'bulb' })).toMatchObject(faulty('item-forbidden'));
  });

  test('of a fee is nobody’s work', () => {
    expect(made({ type: 'fee', technicianId: 'technician-1' })).toMatchObject(faulty('technician-forbidden'));
  });

  test('is confirmed by what was used, and planned before', () => {
    expect(made()).toMatchObject({ line: { status: 'planned', quantity: null } });
    expect(made({ quantity: 3 })).toMatchObject({ line: { status: 'confirmed', quantity: 3 } });
    const planned = aLine({ status: 'planned', quantity: null });
    expect(changeLine(planned, { quantity: 3 })).toMatchObject({ line: { status: 'confirmed', quantity: 3 } });
  });

  test('keeps what was planned beside what was used', () => {
    const planned = aLine({ status: 'planned', plannedQuantity: 2, quantity: null });
    expect(changeLine(planned, { quantity: 3 })).toMatchObject({ line: { plannedQuantity: 2, quantity: 3 } });
  });

  test('is cancelled by itself, and comes back as it is said to', () => {
    expect(changeLine(aLine(), { status: 'cancelled' })).toMatchObject({ line: { status: 'cancelled' } });
    const cancelled = aLine({ status: 'cancelled' });
    expect(changeLine(cancelled, { quantity: 3 })).toMatchObject({ line: { status: 'cancelled' } });
    expect(changeLine(cancelled, { status: 'planned' })).toMatchObject({ line: { status: 'planned' } });
  });

  test('stays as it is once it is posted', () => {
    const refusal = { code: 'order.line-posted', params: { line: 1 } };
    expect(changeLine(aLine({ status: 'posted' }), { quantity: 3 })).toMatchObject({ ok: false, refusal });
  });
});
