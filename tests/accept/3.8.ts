/** What Step 3 added does not cost an order more than a twentieth of its speed, nor the workflow's history more than that. */
import type { AcceptNeeds } from './accept-line.ts';
import { keepsPaceWith } from './keeps-pace.ts';

export const needs: AcceptNeeds = { shape: 'one-process', shortIn: '1.4' };

/** The product when Step 3 began. */
export const run = keepsPaceWith({
  revision: 'e3f4c7b4745a9c27c1965221f8ac1f935d0bf71f',
  stateTransitions: 33,
  historyEvents: 115,
});
