/** What Step 2 added does not cost an order more than a twentieth of its speed, nor the workflow's history more than that. */
import type { AcceptNeeds } from './accept-line.ts';
import { keepsPaceWith } from './keeps-pace.ts';

export const needs: AcceptNeeds = { shape: 'one-process', shortIn: '1.4' };

/** The product when Step 2 began. */
export const run = keepsPaceWith({
  revision: '993b05306938a9d82a40bd872c5586d86981174b',
  stateTransitions: 33,
  historyEvents: 115,
});
