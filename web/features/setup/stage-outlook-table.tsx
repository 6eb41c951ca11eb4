/** The stages that open orders stand in, how many of each can move, and where they go; a manager says it for stages that are gone. */
import { NativeSelect } from '@mantine/core';

import type { StageOutlook } from '#contracts/http/service-orders-stage-migrations.ts';
import { kindOfStage, type StageMapping } from '#domain/service-orders/stage-mapping.ts';
import type { Stage } from '#domain/service-orders/stage-model.ts';

import { Table } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';

interface StageOutlookTableProps {
  readonly rows: readonly StageOutlook[];
  /** Of the version that orders are to move to. */
  readonly stages: readonly Stage[];
  readonly mapping: StageMapping;
  readonly onChange: (mapping: StageMapping) => void;
}

export function StageOutlookTable({ rows, stages, mapping, onChange }: StageOutlookTableProps) {
  return (
    <Table
      caption={text('stageModel.byStage')}
      columns={[
        { id: 'stage', label: text('stageModels.stage'), isTitle: true, cell: ({ stageName }) => stageName },
        {
          ...{ id: 'orders', label: text('stageModel.standing'), isNumber: true },
          cell: ({ orders, returning }) =>
            returning === 0 ? orders : text('stageModel.andReturning', { orders, returning }),
        },
        { id: 'movable', label: text('stageModel.movable'), isNumber: true, cell: ({ movable }) => movable },
        {
          ...{ id: 'to', label: text('stageModel.goTo') },
          cell: (row) =>
            row.gone ? <TargetField row={row} stages={stages} mapping={mapping} onChange={onChange} /> : row.toName,
        },
      ]}
      rows={rows}
      keyOf={({ stage }) => stage}
      plain
    />
  );
}

/** The stages of the same kind; without one the orders keep their version. */
function TargetField({ row, stages, mapping, onChange }: Omit<StageOutlookTableProps, 'rows'> & { row: StageOutlook }) {
  const { stage, stageName, kind } = row;
  const { [stage]: chosen = '', ...others } = mapping;
  const choices = stages
    .filter((each) => kindOfStage(each) === kind)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <NativeSelect
      aria-label={text('stageModel.ordersGoTo', { stage: stageName })}
      data={[{ value: '', label: text('stageModel.keepVersion') }, ...choices]}
      value={chosen}
      onChange={({ currentTarget: { value } }) => onChange(value === '' ? others : { ...others, [stage]: value })}
    />
  );
}
