/** The picture of a stage model: its stages and moves; the table beside it says the same in words. */
import { useMemo } from 'react';

import { PREVIOUS, type Stage } from '#domain/service-orders/stage-model.ts';

import { classes } from '../../ui/classes.ts';
import { text, textOf } from '../../ui/texts.ts';
import { boxHeight, boxWidth, pictureOf } from './stage-graph-layout.ts';
import type { PlacedMove, PlacedStage } from './stage-graph-layout.ts';
import styles from './stage-model.module.css';

interface StageGraphProps {
  readonly name: string;
  readonly stages: readonly Stage[];
  /** Ids of stages that something is wrong with. */
  readonly faulty: ReadonlySet<string>;
}

export function StageGraph({ name, stages, faulty }: StageGraphProps) {
  const picture = useMemo(() => pictureOf(stages), [stages]);
  const { width, height } = picture;
  return (
    <figure className={styles['picture']} aria-label={text('stageModel.picture', { name })}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={inWords(stages)}>
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 0 L8 4 L0 8 z" className={styles['head']} />
          </marker>
        </defs>
        {picture.moves.map((move) => (
          <Move key={`${move.from} ${move.to}`} move={move} />
        ))}
        {picture.stages.map((placed) => (
          <Box key={placed.stage.id} placed={placed} isFaulty={faulty.has(placed.stage.id)} />
        ))}
      </svg>
    </figure>
  );
}

function inWords(stages: readonly Stage[]): string {
  const names = new Map(stages.map(({ id, name }) => [id, name]));
  return stages
    .map(
      ({ name, to }) =>
        `${name} → ${to.map(({ stage }) => names.get(stage) ?? text('stageModels.previous')).join(', ')}`,
    )
    .join('; ');
}

function Move({ move }: { move: PlacedMove }) {
  const line = move.points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  return (
    <path
      d={line}
      className={classes(
        styles['move'],
        move.hasReason && styles['withReason'],
        move.hasConditions && styles['withConditions'],
      )}
      markerEnd="url(#arrow)"
    />
  );
}

function Box({ placed: { stage, x, y }, isFaulty }: { placed: PlacedStage; isFaulty: boolean }) {
  const goesBack = stage.to.some((move) => move.stage === PREVIOUS);
  return (
    <g transform={`translate(${x - boxWidth / 2} ${y - boxHeight / 2})`}>
      <rect
        width={boxWidth}
        height={boxHeight}
        rx={stage.initial || stage.end !== 'none' ? boxHeight / 2 : 8}
        className={classes(styles['box'], styles[`end-${stage.end}`], isFaulty && styles['faulty'])}
      />
      <text x={boxWidth / 2} y={22} className={styles['name']}>
        {shortened(goesBack ? `↩ ${stage.name}` : stage.name)}
      </text>
      <text x={boxWidth / 2} y={40} className={styles['small']}>
        {stage.sla.resolve === null
          ? ''
          : `${text('stageModel.clock')}: ${textOf('stageModel.clock', stage.sla.resolve)}`}
      </text>
    </g>
  );
}

const longest = 22;

function shortened(name: string): string {
  return name.length <= longest ? name : `${name.slice(0, longest - 1)}…`;
}
