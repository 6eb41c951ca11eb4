/** Where the stages and moves of a model stand in its picture: from where orders begin, downwards. */
import { graphlib, layout } from '@dagrejs/dagre';

import { PREVIOUS, type Stage } from '#domain/service-orders/stage-model.ts';

export interface PlacedStage {
  readonly stage: Stage;
  /** The middle. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedMove {
  readonly from: string;
  readonly to: string;
  readonly hasReason: boolean;
  readonly hasConditions: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface StagePicture {
  readonly width: number;
  readonly height: number;
  readonly stages: readonly PlacedStage[];
  readonly moves: readonly PlacedMove[];
}

export const boxWidth = 168;
export const boxHeight = 52;
const margin = 16;

/** Going back to where an order came from is drawn by a mark on the stage, because it leads to no one place. */
export function pictureOf(stages: readonly Stage[]): StagePicture {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 40, ranksep: 56, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of stages) graph.setNode(id, { width: boxWidth, height: boxHeight });
  const known = new Set(stages.map(({ id }) => id));
  const edges = stages.flatMap((stage) =>
    stage.to
      .filter((move) => move.stage !== PREVIOUS && known.has(move.stage))
      .map((move) => ({ from: stage.id, to: move.stage, move })),
  );
  for (const { from, to } of edges) graph.setEdge(from, to, {});
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    ...{ width, height },
    stages: stages.map((stage) => ({ stage, ...placeOf(graph.node(stage.id)) })),
    moves: edges.map(({ from, to, move }) => ({
      ...{ from, to, hasReason: move.reason },
      hasConditions: (move.guards ?? []).length + (move.roles ?? []).length > 0,
      points: graph.edge(from, to)?.points ?? [],
    })),
  };
}

function placeOf(node: { readonly x?: number; readonly y?: number } | undefined) {
  return { x: node?.x ?? 0, y: node?.y ?? 0 };
}
