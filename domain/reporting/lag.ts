/** How late read models are: the newest measurements, and percentiles of them. Milliseconds throughout. */

export interface LagSample {
  /** When the event was recorded, in milliseconds since 1970. */
  readonly recordedAtMs: number;
  /** From the commit that recorded the event to the commit that applied it. */
  readonly lagMs: number;
}

export interface LagSummary {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Nearest-rank percentiles; all 0 without samples. */
export function lagSummary(samples: readonly LagSample[]): LagSummary {
  const sorted = Float64Array.from(samples, (sample) => sample.lagMs).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
