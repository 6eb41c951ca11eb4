/** Brings a list in from a CSV file: choose it, see what is wrong line by line, send it, read what became of it. */
import { useState } from 'react';
import { Button, FileInput, Group, Select } from '@mantine/core';

import { maxImportBytes } from '#contracts/http/import-route.ts';
import type { ImportColumn, ImportedList, ImportReport } from '#contracts/http/import-route.ts';

import styles from './csv-import.module.css';
import { CsvMistakes } from './csv-mistakes.tsx';
import { templateOf } from './csv-template.ts';
import { NoticeDialog } from './dialog.tsx';
import { quantity } from './format.ts';
import { Quiet } from './page.tsx';
import { text } from './texts.ts';
import { useCsvImport } from './use-csv-import.ts';
import type { ImportContract } from './use-csv-import.ts';

/** What an import knows of the list that it fills. */
export interface CsvImportSpec {
  /** What the list is called. */
  readonly title: string;
  readonly list: ImportedList;
  readonly contract: ImportContract;
}

interface CsvImportButtonProps extends CsvImportSpec {
  /** Where a page has more than one. */
  readonly label?: string;
}

/** The button that opens the import. */
export function CsvImportButton({ label, ...spec }: CsvImportButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {label ?? text('csv.import')}
      </Button>
      {isOpen && <CsvImport {...spec} onClose={() => setOpen(false)} />}
    </>
  );
}

function CsvImport({ title, list, contract, onClose }: CsvImportSpec & { readonly onClose: () => void }) {
  const { state, file, check, send, reset } = useCsvImport(contract);
  const { phase } = state;
  const report = phase === 'checked' ? state.report : phase === 'checking' ? state.checked : null;
  return (
    <NoticeDialog title={text('csv.title', { what: title })} isWide onClose={onClose}>
      {phase !== 'sending' && phase !== 'done' && (
        <ChooseFile
          columns={list.columns}
          title={title}
          fault={phase === 'waiting' ? state.fault : null}
          onFile={(chosen) => (chosen === null ? reset() : void check(chosen))}
        />
      )}
      {report !== null && file !== null && (
        <>
          <Columns known={list.columns} report={report} onChange={(naming) => void check(file, naming)} />
          <Findings report={report} isBusy={phase === 'checking'} onSend={() => void send()} />
        </>
      )}
      {(phase === 'sending' || (phase === 'checking' && report === null)) && (
        <Group role="status">
          <progress aria-label={text('csv.title', { what: title })} />
          <span>{text(phase === 'sending' ? 'csv.sending' : 'csv.checking')}</span>
          <Button variant="default" onClick={() => reset(phase === 'sending' ? text('csv.stopped') : null)}>
            {text('csv.stop')}
          </Button>
        </Group>
      )}
      {phase === 'done' && <Done report={state.report} onAgain={() => reset()} />}
    </NoticeDialog>
  );
}

interface ChooseFileProps {
  readonly columns: readonly ImportColumn[];
  readonly title: string;
  readonly fault: string | null;
  readonly onFile: (file: File | null) => void;
}

function ChooseFile({ columns, title, fault, onFile }: ChooseFileProps) {
  const [tooLarge, setTooLarge] = useState(false);
  const choose = (file: File | null) => {
    const isLarge = file !== null && file.size > maxImportBytes;
    setTooLarge(isLarge);
    onFile(isLarge ? null : file);
  };
  const template = `data:text/csv;charset=utf-8,${encodeURIComponent(templateOf(columns))}`;
  const megabytes = maxImportBytes / 1024 / 1024;
  return (
    <>
      <FileInput
        label={text('csv.file')}
        description={text('csv.help', { megabytes })}
        placeholder={text('csv.choose')}
        accept=".csv,text/csv"
        onChange={choose}
        error={tooLarge ? text('csv.tooLarge', { megabytes }) : fault}
      />
      <a href={template} download={`${title.toLowerCase().replaceAll(' ', '-')}.csv`}>
        {text('csv.template')}
      </a>
    </>
  );
}

interface ColumnsProps {
  readonly known: readonly ImportColumn[];
  readonly report: ImportReport;
  /** What the columns of the file hold, in their order. */
  readonly onChange: (naming: string) => void;
}

/** Which column of the file holds what; open where a column was not found by its name. */
function Columns({ known, report, onChange }: ColumnsProps) {
  const { columns } = report;
  const placeOf = (at: string) => columns.findIndex(({ holds }) => holds === at);
  const [isOpen] = useState(() => known.some(({ at }) => placeOf(at) < 0));
  const choices = columns.map(({ header }, index) => ({
    value: String(index),
    label: `${index + 1} ${header}`.trim(),
  }));
  const rest = columns.filter(({ header, holds }) => header !== '' && holds === null).map(({ header }) => header);
  const choose = (at: string, chosen: string | null) => {
    const naming = columns.map(({ holds }, index) => {
      if (String(index) === chosen) return at;
      return holds === at ? '' : (holds ?? '');
    });
    onChange(naming.join(','));
  };
  return (
    <details open={isOpen} className={styles['mapping']}>
      <summary>{text('csv.columns')}</summary>
      <Quiet>{text('csv.columnsHelp')}</Quiet>
      <div className={styles['columns']}>
        {known.map(({ at, header }) => (
          <Select
            key={at}
            label={header}
            data={choices}
            clearable
            clearButtonProps={{ 'aria-label': text('csv.clear', { column: header }) }}
            placeholder={text('csv.notThere')}
            value={placeOf(at) < 0 ? null : String(placeOf(at))}
            onChange={(chosen) => choose(at, chosen)}
          />
        ))}
      </div>
      {rest.length > 0 && <Quiet>{text('csv.notUsed', { names: rest.join(', ') })}</Quiet>}
    </details>
  );
}

interface FindingsProps {
  readonly report: ImportReport;
  readonly isBusy: boolean;
  readonly onSend: () => void;
}

/** What a dry run found, and the button that sends the file. */
function Findings({ report, isBusy, onSend }: FindingsProps) {
  const { rows, refused } = report;
  const fit = rows - refused;
  const count = quantity(fit);
  return (
    <>
      <p role="status">{rows === 0 ? text('csv.noRows') : text('csv.found', { fit: count, all: quantity(rows) })}</p>
      <CsvMistakes report={report} />
      {refused > 0 && fit > 0 && <Quiet>{text('csv.leftOut')}</Quiet>}
      {fit > 0 && (
        <Group>
          <Button onClick={onSend} loading={isBusy}>
            {fit === 1 ? text('csv.sendOne') : text('csv.send', { count })}
          </Button>
        </Group>
      )}
    </>
  );
}

function Done({ report, onAgain }: { readonly report: ImportReport; readonly onAgain: () => void }) {
  const { created, changed, unchanged, refused } = report;
  const counts = {
    new: quantity(created),
    changed: quantity(changed),
    unchanged: quantity(unchanged),
    refused: quantity(refused),
  };
  return (
    <>
      <p role="status">{text('csv.counts', counts)}</p>
      <CsvMistakes report={report} />
      <Group>
        <Button variant="default" onClick={onAgain}>
          {text('csv.again')}
        </Button>
      </Group>
    </>
  );
}
