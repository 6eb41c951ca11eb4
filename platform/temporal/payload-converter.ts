/** How payloads become values. Temporal loads it by its path, into workflows too, so it imports nothing of ours. */
import { defaultPayloadConverter, type Payload, type PayloadConverter } from '@temporalio/common';

/** What a payload reads as that nobody can read: of no known encoding, or broken. Every handler refuses it by its shape. */
const unreadable = { unreadable: true } as const;

/**
 * The SDK's converter, but a payload that it cannot read is a value that is refused. Without that, one such signal would
 * fail its workflow's every task.
 */
export const payloadConverter: PayloadConverter = {
  toPayload: (value) => defaultPayloadConverter.toPayload(value),
  fromPayload<T>(payload: Payload): T {
    try {
      return defaultPayloadConverter.fromPayload<T>(payload);
    } catch {
      return unreadable as T;
    }
  },
};
