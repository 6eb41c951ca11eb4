/** Number and external id, by which a thing is found: both stay as they were once given. */
import { TextInput } from '@mantine/core';

import { textOrNothing } from './text-or-nothing.ts';
import { text } from './texts.ts';

export interface GivenDraft {
  readonly number: string;
  readonly externalId: string;
}

/** What a thing has already. */
interface Given {
  readonly number: string;
  readonly externalId: string | null;
}

/** The draft of a thing, or of a new one. */
export function givenDraftOf(before: Given | null): GivenDraft {
  return { number: before?.number ?? '', externalId: before?.externalId ?? '' };
}

/** What is sent of both: only what is given for the first time. */
export function givenOf({ number, externalId }: GivenDraft, before: Given | null) {
  const given = { number: textOrNothing(number), externalId: textOrNothing(externalId) };
  return {
    ...(before === null && given.number !== undefined ? { number: given.number } : {}),
    ...((before?.externalId ?? null) === null && given.externalId !== undefined
      ? { externalId: given.externalId }
      : {}),
  };
}

interface GivenFieldsProps {
  readonly draft: GivenDraft;
  readonly before: Given | null;
  readonly set: (part: Partial<GivenDraft>) => void;
  readonly errorOf: (name: string) => string | null;
}

export function GivenFields({ draft, before, set, errorOf }: GivenFieldsProps) {
  return (
    <>
      <TextInput
        label={text('customer.number')}
        {...(before === null ? { description: text('customer.numberHelp') } : {})}
        maxLength={40}
        disabled={before !== null}
        value={draft.number}
        onChange={(event) => set({ number: event.currentTarget.value })}
        error={errorOf('number')}
      />
      <TextInput
        label={text('customer.externalId')}
        description={text('customer.externalIdHelp')}
        maxLength={120}
        disabled={before !== null && before.externalId !== null}
        value={draft.externalId}
        onChange={(event) => set({ externalId: event.currentTarget.value })}
        error={errorOf('externalId')}
      />
    </>
  );
}
