/** The lines of an agreement: what was agreed for which days, which of them are stopped, and more of them from elsewhere. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';

import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { useItemNames, useObjectNames } from '../../api/names.ts';
import { useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { Badge } from '../../ui/badge.tsx';
import { ChangeButton } from '../../ui/change-button.tsx';
import { day, quantity } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { AgreementLineDialog } from './agreement-line-dialog.tsx';
import { CopyLinesDialog } from './copy-lines-dialog.tsx';

export type AgreementLine = Agreement['lines'][number];

export function AgreementLines({ agreement }: { agreement: Agreement }) {
  const [open, setOpen] = useState<AgreementLine | 'new' | 'copy' | null>(null);
  const session = useSession();
  const stop = useIntent(agreementRoutes.stopLine);
  const mayChange = mayCall(session, agreementRoutes.change);
  const { agreementId, version: ifMatch, lines } = agreement;
  const setStopped = ({ lineId, stopped }: AgreementLine) =>
    stop.mutate({ params: { agreementId, lineId }, ifMatch, body: { stopped: !stopped } });
  const buttons: Column<AgreementLine> = {
    id: 'actions',
    label: text('line.column.actions'),
    cell: (line) => (
      <LineButtons line={line} onChange={() => setOpen(line)} onStop={() => setStopped(line)} isBusy={stop.isPending} />
    ),
  };
  const columns = [...useColumns(agreement), ...(mayChange ? [buttons] : [])];
  const close = () => setOpen(null);
  return (
    <Panel
      title={text('line.title')}
      beside={
        mayChange && (
          <Group gap="xs">
            <Button variant="default" size="compact-sm" onClick={() => setOpen('new')}>
              {text('line.add')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setOpen('copy')}>
              {text('agreement.copyLines')}
            </Button>
          </Group>
        )
      }
    >
      <ProblemNote error={stop.error} />
      {lines.length === 0 ? (
        <Quiet>{text('agreement.noLines')}</Quiet>
      ) : (
        <Table plain caption={text('line.title')} columns={columns} rows={lines} keyOf={({ lineId }) => lineId} />
      )}
      {open === 'copy' && <CopyLinesDialog agreement={agreement} onClose={close} />}
      {open !== null && open !== 'copy' && (
        <AgreementLineDialog agreement={agreement} line={open === 'new' ? null : open} onClose={close} />
      )}
    </Panel>
  );
}

function useColumns({ lines, tasks }: Agreement): readonly Column<AgreementLine>[] {
  const categories = useCategoryNames();
  const { names: items, units } = useItemNames(lines.map(({ itemId }) => itemId));
  const objects = useObjectNames(lines.map(({ objectId }) => objectId));
  const taskOf = (task: string | null) => tasks.find((each) => each.task === task)?.name ?? task;
  return [
    { id: 'number', label: text('line.column.number'), cell: ({ lineNumber }) => lineNumber },
    {
      id: 'what',
      label: text('line.column.what'),
      isTitle: true,
      cell: ({ itemId, category, description }) =>
        [items.get(itemId ?? '') ?? categories.get(category) ?? category, description].filter(Boolean).join(': '),
    },
    { id: 'type', label: text('line.type'), cell: ({ type }) => textOf('line.type', type) },
    {
      id: 'quantity',
      label: text('invoice.quantity'),
      isNumber: true,
      cell: (line) => quantity(line.quantity, line.type === 'hour' ? 'h' : units.get(line.itemId ?? '')),
    },
    {
      id: 'where',
      label: text('agreement.lineFor'),
      cell: ({ objectId, task }) => [objects.get(objectId ?? ''), taskOf(task)].filter(Boolean).join(' · ') || null,
    },
    {
      id: 'days',
      label: text('agreement.lineDays'),
      cell: ({ startsOn, endsOn }) =>
        endsOn === null
          ? text('agreement.from', { from: day(startsOn) })
          : text('agreement.fromTo', { from: day(startsOn), to: day(endsOn) }),
    },
    {
      id: 'stopped',
      label: text('agreement.lineState'),
      cell: ({ stopped }) => (
        <Badge tone={stopped ? 'warn' : 'good'}>{text(stopped ? 'agreement.lineStopped' : 'agreement.lineRuns')}</Badge>
      ),
    },
  ];
}

interface LineButtonsProps {
  readonly line: AgreementLine;
  readonly isBusy: boolean;
  readonly onChange: () => void;
  readonly onStop: () => void;
}

function LineButtons({ line: { lineNumber: number, stopped }, isBusy, onChange, onStop }: LineButtonsProps) {
  const what = text(stopped ? 'agreement.runLine' : 'agreement.stopLine');
  return (
    <Group gap="xs">
      <ChangeButton name={text('agreement.lineName', { number })} onClick={onChange} />
      <Button
        size="compact-sm"
        variant="default"
        disabled={isBusy}
        aria-label={text('line.ofLine', { what, number })}
        onClick={onStop}
      >
        {what}
      </Button>
    </Group>
  );
}
