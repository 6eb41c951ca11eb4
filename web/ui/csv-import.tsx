/** Brings a list in from a CSV file: choose it, see what is wrong line by line, send what fits, read what became of it. */
import { useMemo, useState } from 'react';
import { Button, FileInput, Group, Select } from '@mantine/core';
import type * as z from 'zod';

import type { Area } from '#contracts/areas.ts';

import styles from './csv-import.module.css';
import { CsvReport } from './csv-report.tsx';
import { CsvFault, checkRows, csvLimits, mappingOf, readTable, templateOf } from './csv-rows.ts';
import type { CheckedRows, CsvColumn, CsvMapping, CsvMistake, CsvTable } from './csv-rows.ts';
import { useCsvRun } from './csv-run.ts';
import type { CsvOutcome } from './csv-run.ts';
import { NoticeDialog } from './dialog.tsx';
import { quantity } from './format.ts';
import { Quiet } from './page.tsx';
import { Table } from './table.tsx';
import type { Column } from './table.tsx';
import { text } from './texts.ts';

/** What an import knows of the list that it fills. */
export interface CsvImportSpec<Row> {
  /** What the list is called. */
  readonly title: string;
  /** The area whose pages show it. */
  readonly area: Area;
  /** The first one is what a row is known by. */
  readonly columns: readonly CsvColumn[];
  readonly schema: z.ZodType<Row>;
  /** Sends one row. The same row again changes nothing. */
  readonly send: (row: Row) => Promise<CsvOutcome>;
}

interface CsvImportButtonProps<Row> {
  readonly spec: CsvImportSpec<Row>;
  /** Where a page has more than one. */
  readonly label?: string;
}

/** The button that opens the import. */
export function CsvImportButton<Row>({ spec, label }: CsvImportButtonProps<Row>) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {label ?? text('csv.import')}
      </Button>
      {isOpen && <CsvImport spec={spec} onClose={() => setOpen(false)} />}
    </>
  );
}

function CsvImport<Row>({ spec, onClose }: { spec: CsvImportSpec<Row>; onClose: () => void }) {
  const { run, start, stop, reset } = useCsvRun(spec.area, spec.send);
  const [table, setTable] = useState<CsvTable | null>(null);
  const [mapping, setMapping] = useState<CsvMapping>({});
  const { columns, schema } = spec;
  // Not again for every row that is sent.
  const checked = useMemo(
    () => table && checkRows(table, { columns, schema, mapping }),
    [table, columns, schema, mapping],
  );
  const onTable = (read: CsvTable | null) => {
    setTable(read);
    setMapping(read === null ? {} : mappingOf(spec.columns, read.head));
    reset();
  };
  return (
    <NoticeDialog title={text('csv.title', { what: spec.title })} isWide onClose={onClose}>
      {run.phase === 'waiting' && <ChooseFile columns={spec.columns} title={spec.title} onTable={onTable} />}
      {run.phase === 'waiting' && table !== null && checked !== null && (
        <>
          <Mapping columns={spec.columns} head={table.head} mapping={mapping} onChange={setMapping} />
          <Findings checked={checked} rows={table.lines.length} onSend={() => void start(checked.fit)} />
        </>
      )}
      {run.phase === 'running' && (
        <Group>
          <progress aria-label={text('csv.title', { what: spec.title })} max={run.all} value={run.done} />
          <span>{text('csv.progress', { done: quantity(run.done), all: quantity(run.all) })}</span>
          <Button variant="default" onClick={stop}>
            {text('csv.stop')}
          </Button>
        </Group>
      )}
      {run.phase === 'done' && (
        <CsvReport
          reports={run.reports}
          notSent={run.notSent}
          mistakes={checked?.mistakes ?? []}
          onAgain={() => onTable(null)}
        />
      )}
    </NoticeDialog>
  );
}

interface ChooseFileProps {
  readonly columns: readonly CsvColumn[];
  readonly title: string;
  readonly onTable: (table: CsvTable | null) => void;
}

function ChooseFile({ columns, title, onTable }: ChooseFileProps) {
  const [fault, setFault] = useState<string | null>(null);
  const read = async (file: File | null) => {
    setFault(null);
    onTable(null);
    if (file === null) return;
    try {
      onTable(await readTable(new Uint8Array(await file.arrayBuffer())));
    } catch (thrown) {
      setFault(thrown instanceof CsvFault ? thrown.message : String(thrown));
    }
  };
  const template = `data:text/csv;charset=utf-8,${encodeURIComponent(templateOf(columns))}`;
  const limits = { rows: quantity(csvLimits.rows), megabytes: csvLimits.bytes / 1_000_000 };
  return (
    <>
      <FileInput
        label={text('csv.file')}
        description={text('csv.help', limits)}
        placeholder={text('csv.choose')}
        accept=".csv,text/csv"
        onChange={(file) => void read(file)}
        error={fault}
      />
      <a href={template} download={`${title.toLowerCase().replaceAll(' ', '-')}.csv`}>
        {text('csv.template')}
      </a>
    </>
  );
}

interface MappingProps {
  readonly columns: readonly CsvColumn[];
  readonly head: readonly string[];
  readonly mapping: CsvMapping;
  readonly onChange: (mapping: CsvMapping) => void;
}

/** Which column of the file holds what; open where a column was not found by its name. */
function Mapping({ columns, head, mapping, onChange }: MappingProps) {
  const [isOpen] = useState(() => columns.some(({ at }) => mapping[at] === undefined));
  const choices = head.map((name, index) => ({ value: String(index), label: `${index + 1} ${name}`.trim() }));
  const used = new Set(Object.values(mapping));
  const rest = head.filter((name, index) => name !== '' && !used.has(index));
  const choose = (at: string, chosen: string | null) => {
    const others = Object.entries(mapping).filter(([name]) => name !== at);
    onChange(Object.fromEntries(chosen === null ? others : [...others, [at, Number(chosen)]]));
  };
  return (
    <details open={isOpen} className={styles['mapping']}>
      <summary>{text('csv.columns')}</summary>
      <Quiet>{text('csv.columnsHelp')}</Quiet>
      <div className={styles['columns']}>
        {columns.map(({ at, label }) => (
          <Select
            key={at}
            label={label}
            data={choices}
            clearable
            clearButtonProps={{ 'aria-label': text('csv.clear', { column: label }) }}
            placeholder={text('csv.notThere')}
            value={mapping[at] === undefined ? null : String(mapping[at])}
            onChange={(chosen) => choose(at, chosen)}
          />
        ))}
      </div>
      {rest.length > 0 && <Quiet>{text('csv.notUsed', { names: rest.join(', ') })}</Quiet>}
    </details>
  );
}

/** More would not be read, and the first ones tell what to mend. */
const shownMistakes = 100;

const mistakeColumns: readonly Column<CsvMistake>[] = [
  { id: 'line', label: text('csv.line'), isNumber: true, cell: ({ line }) => line },
  { id: 'column', label: text('csv.column'), cell: ({ column }) => (column === '' ? text('csv.wholeRow') : column) },
  { id: 'what', label: text('csv.what'), cell: ({ what }) => what },
];

interface FindingsProps {
  readonly checked: CheckedRows<unknown>;
  readonly rows: number;
  readonly onSend: () => void;
}

/** What a dry run found, and the button that sends what fits. */
function Findings({ checked: { fit, mistakes }, rows, onSend }: FindingsProps) {
  const more = mistakes.length - shownMistakes;
  const count = quantity(fit.length);
  return (
    <>
      <p role="status">{rows === 0 ? text('csv.noRows') : text('csv.found', { fit: count, all: quantity(rows) })}</p>
      {mistakes.length > 0 && (
        <Table
          caption={text('csv.mistakes')}
          columns={mistakeColumns}
          rows={mistakes.slice(0, shownMistakes)}
          keyOf={({ line, column, what }) => `${line} ${column} ${what}`}
        />
      )}
      {more > 0 && <Quiet>{text('csv.moreMistakes', { count: quantity(more) })}</Quiet>}
      {mistakes.length > 0 && fit.length > 0 && <Quiet>{text('csv.leftOut')}</Quiet>}
      {fit.length > 0 && (
        <Group>
          <Button onClick={onSend}>{fit.length === 1 ? text('csv.sendOne') : text('csv.send', { count })}</Button>
        </Group>
      )}
    </>
  );
}
