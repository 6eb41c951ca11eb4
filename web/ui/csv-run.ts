/** Sends the rows of a file one after the other, and tells what became of each. */
import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';

import type { Area } from '#contracts/areas.ts';

import { AnsweredProblem, problemOf } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { CheckedRows } from './csv-rows.ts';

/** What sending a row did. */
export type CsvOutcome = 'new' | 'changed' | 'unchanged';

export interface RowReport {
  readonly line: number;
  /** What the row is known by. */
  readonly key: string;
  readonly outcome: CsvOutcome | 'refused';
  /** Why it was refused; empty otherwise. */
  readonly reason: string;
}

export type CsvRun =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'running'; readonly done: number; readonly all: number }
  | { readonly phase: 'done'; readonly reports: readonly RowReport[]; readonly notSent: number };

type FitRow<Row> = CheckedRows<Row>['fit'][number];

/** `start` sends rows until all are sent, `stop` is called, the page is left, or Callout cannot be reached. */
export function useCsvRun<Row>(area: Area, send: (row: Row) => Promise<CsvOutcome>) {
  const client = useQueryClient();
  const [run, setRun] = useState<CsvRun>({ phase: 'waiting' });
  const stopped = useRef(false);
  const stop = () => {
    stopped.current = true;
  };
  useEffect(() => stop, []);

  const start = async (rows: readonly FitRow<Row>[]) => {
    stopped.current = false;
    const reports: RowReport[] = [];
    for (const row of rows) {
      setRun({ phase: 'running', done: reports.length, all: rows.length });
      const { report, isOpen } = await sent(row, send);
      reports.push(report);
      if (isOpen || stopped.current) break;
    }
    setRun({ phase: 'done', reports, notSent: rows.length - reports.length });
    await refresh(client, area);
  };
  return { run, start, stop, reset: () => setRun({ phase: 'waiting' }) };
}

async function sent<Row>(
  { line, key, row }: FitRow<Row>,
  send: (row: Row) => Promise<CsvOutcome>,
): Promise<{ report: RowReport; isOpen: boolean }> {
  try {
    return { report: { line, key, outcome: await send(row), reason: '' }, isOpen: false };
  } catch (thrown) {
    const { title, detail, errors = [] } = problemOf(thrown);
    const reason = [title, detail, ...errors.map(({ pointer, message }) => `${pointer} ${message}`)];
    const report = { line, key, outcome: 'refused', reason: reason.filter(Boolean).join(' · ') } as const;
    return { report, isOpen: thrown instanceof AnsweredProblem && thrown.isOpen };
  }
}
