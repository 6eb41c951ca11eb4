/** Measures how late the read models are: from the commit of an event to the commit that applied it, newest events kept. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { lagSummary } from '#domain/reporting/lag.ts';
import type { LagSample, LagSummary } from '#domain/reporting/lag.ts';

/** Two hours of the highest load that was measured; 16 bytes each. */
const mostSamples = 200_000;

export interface LagMeter {
  /** Notes events that were committed to the read models just now. */
  readonly note: (events: readonly Pick<EventEnvelope, 'recordedAt'>[], nowMs: number) => void;
  /** Of the events that were recorded at or after an instant; of all that are kept without one. */
  readonly summary: (sinceMs?: number) => LagSummary;
}

/** Keeps the newest samples of this process. */
export function createLagMeter(): LagMeter {
  const recordedAtMs = new Float64Array(mostSamples);
  const lagMs = new Float64Array(mostSamples);
  let count = 0;
  return {
    note(events, nowMs) {
      for (const event of events) {
        const recorded = Date.parse(event.recordedAt);
        recordedAtMs[count % mostSamples] = recorded;
        lagMs[count % mostSamples] = Math.max(0, nowMs - recorded);
        count += 1;
      }
    },
    summary(sinceMs = Number.NEGATIVE_INFINITY) {
      const samples: LagSample[] = [];
      for (let index = 0; index < Math.min(count, mostSamples); index += 1) {
        const sample = { recordedAtMs: recordedAtMs[index] ?? 0, lagMs: lagMs[index] ?? 0 };
        if (sample.recordedAtMs >= sinceMs) samples.push(sample);
      }
      return lagSummary(samples);
    },
  };
}
