/** The name of an order's stage. Stages are data, so its tone comes from what the order is, not from which stage it is. */
import { Badge } from '../../ui/badge.tsx';
import type { Tone } from '../../ui/badge.tsx';

interface StagedOrder {
  readonly stageName: string;
  readonly waiting: unknown;
  readonly closedAt: string | null;
  readonly progress: string;
}

export function StageBadge({ order }: { order: StagedOrder }) {
  return <Badge tone={toneOf(order)}>{order.stageName}</Badge>;
}

function toneOf({ waiting, closedAt, progress }: StagedOrder): Tone {
  if (closedAt !== null || progress === 'cancelled') return 'neutral';
  if (waiting !== null) return 'warn';
  return progress === 'posted' ? 'good' : 'info';
}
