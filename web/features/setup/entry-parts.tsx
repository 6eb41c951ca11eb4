/** What the forms, lists and files of named entries have alike. */
import type { ChangeEvent } from 'react';
import { Checkbox, Group, TextInput } from '@mantine/core';

import { Badge } from '../../ui/badge.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';

/** What `form.field` gives for a text. */
interface Binding {
  readonly value: string;
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  readonly error: string | null;
}

export interface NameAndId {
  readonly name: Binding;
  readonly id: Binding;
  readonly isNew: boolean;
}

/** The name, and the id by which the entry is known for ever. */
export function NameAndIdFields({ name, id, isNew }: NameAndId) {
  return (
    <>
      <TextInput label={text('list.name')} required data-autofocus maxLength={120} {...name} />
      <TextInput
        label={text('list.id')}
        description={text('list.idHelp')}
        required
        maxLength={60}
        disabled={!isNew}
        {...id}
      />
    </>
  );
}

interface WordsFieldProps<Word extends string> {
  readonly label: string;
  /** All there are, and what their texts begin with. */
  readonly words: readonly Word[];
  readonly prefix: string;
  readonly value: readonly Word[];
  readonly onChange: (value: readonly Word[]) => void;
  readonly error: string | null;
  /** True where none of them is an answer too. */
  readonly isOptional?: boolean;
}

/** Some of a few words, in the order of them all. */
export function WordsField<Word extends string>(props: WordsFieldProps<Word>) {
  const { label, words, prefix, value, onChange, error, isOptional = false } = props;
  return (
    <Checkbox.Group
      label={label}
      required={!isOptional}
      value={[...value]}
      onChange={(chosen) => onChange(words.filter((word) => chosen.some((one) => one === word)))}
      error={error}
    >
      <Group gap="sm" mt={4}>
        {words.map((word) => (
          <Checkbox key={word} value={word} label={textOf(prefix, word)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

/** Words in a sentence. */
export function inWords(prefix: string, words: readonly string[]): string {
  return words.map((word) => textOf(prefix, word)).join(', ');
}

/** Name and id in a list. */
export function nameAndIdColumns<Row extends { readonly id: string; readonly name: string }>(): readonly Column<Row>[] {
  return [
    { id: 'name', label: text('list.name'), isTitle: true, cell: (row) => <strong>{row.name}</strong> },
    { id: 'id', label: text('list.id'), cell: (row) => row.id },
  ];
}

/** Says in a list what is offered no more. */
export function offeredColumn<Row extends { readonly active: boolean }>(): Column<Row> {
  return {
    id: 'active',
    label: text('list.active'),
    cell: ({ active }) => (active ? text('yes') : <Badge tone="neutral">{text('list.notOffered')}</Badge>),
  };
}
