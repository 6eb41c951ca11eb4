/** The stages of a model as a table: where an order may move from there, what it permits, asks for and does. */
import type { ReactNode } from 'react';

import { PREVIOUS, type Stage } from '#domain/service-orders/stage-model.ts';
import { slaTargetNames } from '#domain/sla/target.ts';

import { useReasonNames } from '../../api/setup.ts';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { inWords } from './entry-parts.tsx';

interface StageTableProps {
  readonly name: string;
  readonly stages: readonly Stage[];
  /** Buttons of a stage; none where it is only read. */
  readonly buttons?: (stage: Stage) => ReactNode;
}

export function StageTable({ name, stages, buttons }: StageTableProps) {
  const columns: readonly Column<Stage>[] = [
    ...columnsOf(stages, useReasonNames()),
    ...(buttons === undefined ? [] : [{ id: 'buttons', label: text('list.change'), cell: buttons }]),
  ];
  return (
    <Table caption={text('stageModel.stages', { name })} columns={columns} rows={stages} keyOf={({ id }) => id} plain />
  );
}

function columnsOf(stages: readonly Stage[], reasonNames: ReadonlyMap<string, string>): readonly Column<Stage>[] {
  const names = new Map(stages.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => (id === PREVIOUS ? text('stageModels.previous') : (names.get(id) ?? id));
  return [
    { id: 'name', label: text('stageModels.stage'), isTitle: true, cell: (stage) => <strong>{stage.name}</strong> },
    { id: 'place', label: text('stageModels.place'), cell: placeOf },
    { id: 'moves', label: text('stageModels.moves'), cell: ({ to }) => to.map(moveOf(nameOf)).join(', ') || null },
    {
      id: 'permits',
      label: text('stageModels.permits'),
      cell: ({ permits }) =>
        permits === PREVIOUS ? text('stageModels.previousPermits') : inWords('stageModels.permit', permits) || null,
    },
    { id: 'asks', label: text('stageModel.asks'), cell: (stage) => asksOf(stage, reasonNames) },
    { id: 'does', label: text('stageModel.does'), cell: doesOf },
  ];
}

function moveOf(nameOf: (id: string) => string) {
  return ({ stage, reason, guards = [], roles = [] }: Stage['to'][number]): string => {
    const name = reason ? text('stageModels.withReason', { stage: nameOf(stage) }) : nameOf(stage);
    const only = [inWords('stageModel.guard', guards), inWords('role', roles)].filter((words) => words !== '');
    return only.length === 0 ? name : `${name} [${only.join('; ')}]`;
  };
}

function placeOf({ initial, end }: Stage): string | null {
  if (initial) return text('stageModels.initial');
  return end === 'none' ? null : textOf('stageModels.end', end);
}

function asksOf(
  { reason, reasons = [], requires, fields = [] }: Stage,
  names: ReadonlyMap<string, string>,
): string | null {
  const codes = reasons.map((code) => names.get(code) ?? code).join(', ');
  const asks = inWords('stageModel.asks', [...(reason ? ['reason'] : []), ...requires]);
  return (
    [asks, codes === '' ? '' : `(${codes})`, inWords('stageModel.field', fields)]
      .filter((words) => words !== '')
      .join(', ') || null
  );
}

function doesOf({ onEntry, sla, notify = [] }: Stage): string | null {
  const clocks = slaTargetNames.map((target) => {
    const effect = sla[target] ?? null;
    return effect === null ? '' : `${textOf('stageModel', `${target}Clock`)} ${textOf('stageModel.clock', effect)}`;
  });
  const told = notify.length === 0 ? '' : `${text('stageModel.notify')} ${inWords('stageModel.notify', notify)}`;
  return [...clocks, inWords('stageModel.does', onEntry), told].filter((words) => words !== '').join(', ') || null;
}
