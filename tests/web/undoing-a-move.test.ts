import { expect, test } from 'vitest';

import type { AllowedAction } from '#contracts/http/service-orders-allowed.ts';
import { leadsTo } from '#web/features/service-orders/undo-move.ts';

const back: AllowedAction = { action: 'changeStage', to: 'before', label: 'Before', allowed: true };

test('a move is offered to be undone where one command leads back and asks for no more than the reason', () => {
  expect(leadsTo(back, 'before', false)).toBe(true);
  expect(leadsTo(back, 'elsewhere', true)).toBe(false);
  expect(leadsTo({ ...back, allowed: false }, 'before', true)).toBe(false);
  expect(leadsTo({ ...back, needs: ['reasonCode'] }, 'before', true)).toBe(true);
  expect(leadsTo({ ...back, needs: ['reasonCode'] }, 'before', false)).toBe(false);
  expect(leadsTo({ ...back, needs: ['reasonCode', 'until'] }, 'before', true)).toBe(false);
});
