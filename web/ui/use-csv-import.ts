/** Sends a file to its import: dry at first and again whenever its columns are named anew, then in earnest. */
import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';

import type { ImportQuery, ImportReport, importRoute } from '#contracts/http/import-route.ts';

import { problemOf, upload } from '../api/client.ts';
import { refresh } from '../api/queries.ts';

export type ImportContract = ReturnType<typeof importRoute>;

export type CsvImportState =
  | { readonly phase: 'waiting'; readonly fault: string | null }
  | { readonly phase: 'checking' | 'sending'; readonly checked: ImportReport | null }
  | { readonly phase: 'checked' | 'done'; readonly report: ImportReport };

/** What columns hold, in their order; undefined where their names tell. */
type Naming = string | undefined;

/** `check` and `send` take the file that was chosen last; `reset` forgets it. Leaving the page stops what is being sent. */
export function useCsvImport(contract: ImportContract) {
  const client = useQueryClient();
  const [state, setState] = useState<CsvImportState>({ phase: 'waiting', fault: null });
  const [chosen, setChosen] = useState<{ readonly file: File; readonly naming: Naming } | null>(null);
  const leaving = useRef(new AbortController());
  const stop = () => leaving.current.abort();
  useEffect(() => stop, []);

  const sent = async (file: File, query: ImportQuery): Promise<ImportReport | null> => {
    stop();
    leaving.current = new AbortController();
    const { signal } = leaving.current;
    try {
      // Browsers name the type of such a file by what would open it.
      const body = new Blob([file], { type: 'text/csv' });
      return (await upload(contract, { query }, body, signal)).body;
    } catch (thrown) {
      if (signal.aborted) return null;
      const { title, detail, errors = [] } = problemOf(thrown);
      const fault = [title, detail, ...errors.map(({ message }) => message)].filter(Boolean).join(' · ');
      setChosen(null);
      setState({ phase: 'waiting', fault });
      return null;
    }
  };
  const check = async (file: File, naming?: string) => {
    setChosen({ file, naming });
    setState((before) => ({ phase: 'checking', checked: before.phase === 'checked' ? before.report : null }));
    const report = await sent(file, { dryRun: true, ...named(naming) });
    if (report !== null) setState({ phase: 'checked', report });
  };
  const send = async () => {
    if (chosen === null) return;
    setState((before) => ({ phase: 'sending', checked: before.phase === 'checked' ? before.report : null }));
    const report = await sent(chosen.file, named(chosen.naming));
    if (report !== null) setState({ phase: 'done', report });
    await refresh(client, contract.area);
  };
  const reset = (fault: string | null = null) => {
    stop();
    setChosen(null);
    setState({ phase: 'waiting', fault });
  };
  return { state, file: chosen?.file ?? null, check, send, reset };
}

function named(naming: Naming): { columns?: string } {
  return naming === undefined ? {} : { columns: naming };
}
