/** What somebody fills in who asks for service, and the request that it makes. */
import { textOrNothing } from '../ui/text-or-nothing.ts';
import type { Speech } from './speaking.tsx';

export const urgencies = ['danger', 'soon', 'time'] as const;

export interface Asking {
  readonly subject: string;
  readonly siteId: string;
  readonly objectId: string;
  /** What it is about where no object is chosen. */
  readonly objectWords: string;
  readonly since: string;
  readonly urgency: string;
  readonly more: string;
  readonly contactId: string;
  readonly phone: string;
  readonly photoIds: readonly string[];
}

/** A form with nothing in it. */
export const nothingAsked: Asking = {
  ...{ subject: '', siteId: '', objectId: '', objectWords: '', since: '' },
  ...{ urgency: '', more: '', contactId: '', phone: '', photoIds: [] },
};

/**
 * The request. What has no field of its own there stands in its description, a line each, where the office reads it and decides how
 * urgent it is.
 */
export function requestOf(asking: Asking, say: Speech['say']) {
  const { subject, siteId, objectId, contactId, objectWords, since, phone, more, photoIds } = asking;
  const urgency = urgencies.find((each) => each === asking.urgency);
  const lines = [
    textOrNothing(more),
    line('line.object', objectWords),
    line('line.since', since),
    urgency && say('line.urgency', { words: say(`ask.urgency.${urgency}`) }),
    line('line.phone', phone),
  ].filter((each) => each !== undefined);
  function line(code: 'line.object' | 'line.since' | 'line.phone', words: string): string | undefined {
    const given = textOrNothing(words);
    return given === undefined ? undefined : say(code, { words: given });
  }
  return {
    subject: subject.trim(),
    description: lines.length === 0 ? null : lines.join('\n'),
    siteId: textOrNothing(siteId) ?? null,
    objectId: textOrNothing(objectId) ?? null,
    contactId: textOrNothing(contactId) ?? null,
    photoIds: [...photoIds],
  };
}
