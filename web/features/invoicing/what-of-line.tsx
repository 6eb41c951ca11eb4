/** What a line is about, and under it what an agreement paid of it. */
import type { ReactNode } from 'react';

import type { Money } from '#domain/shared/money.ts';

import { money } from '../../ui/format.ts';
import { Quiet } from '../../ui/page.tsx';
import { text } from '../../ui/texts.ts';

/** The words of the line; `amount` is what is charged after `covered` was paid. */
export function WhatOfLine({ amount, covered, children }: { amount: Money; covered: Money; children: ReactNode }) {
  if (covered.amount === 0) return children;
  return (
    <>
      {children}
      <Quiet>{amount.amount === 0 ? text('coverage.all') : text('coverage.part', { paid: money(covered) })}</Quiet>
    </>
  );
}
