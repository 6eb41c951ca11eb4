/** Kinds of entry that have a name, are offered or not, and can come from a file. */
import type { ReactNode } from 'react';

import { ActiveSwitch } from '../../ui/active-switch.tsx';
import type { CsvColumn } from '../../ui/csv-rows.ts';
import { text } from '../../ui/texts.ts';
import { NameAndIdFields, nameAndIdColumns, offeredColumn } from './entry-parts.tsx';
import type { NameAndId } from './entry-parts.tsx';
import type { Entry, SetUpKind } from './set-up-kind.ts';

interface OfferedRow extends Entry {
  readonly name: string;
  readonly active: boolean;
}

type Common = 'filters' | 'nameOf' | 'imported';

interface OwnParts<Row extends OfferedRow, Draft extends object, Sent> extends Omit<
  SetUpKind<Row, Draft, Sent>,
  Common
> {
  readonly read: (id: string) => Promise<Entry>;
  /** What the template shows, and the columns between its name and whether it is offered. */
  readonly inFile: { readonly id: string; readonly name: string; readonly columns: readonly CsvColumn[] };
}

/** A kind by what is its own. */
export function offeredKind<Row extends OfferedRow, Draft extends object, Sent extends { readonly id: string }>(
  own: OwnParts<Row, Draft, Sent>,
): SetUpKind<Row, Draft, Sent> {
  const { read, inFile, ...kind } = own;
  return {
    ...kind,
    filters: { search: true, inactive: true },
    nameOf: ({ name }) => name,
    columns: [...nameAndIdColumns<Row>(), ...own.columns, offeredColumn<Row>()],
    imported: {
      columns: [
        { at: 'id', label: text('list.id'), kind: 'text', example: inFile.id },
        { at: 'name', label: text('list.name'), kind: 'text', example: inFile.name },
        ...inFile.columns,
        { at: 'active', label: text('list.active'), kind: 'flag', example: 'yes', whenEmpty: true },
      ],
      versionOf: async ({ id }) => (await read(id)).version,
    },
  };
}

interface OfferedFieldsProps extends NameAndId {
  readonly form: {
    readonly draft: { readonly active: boolean };
    readonly set: (part: { readonly active: boolean }) => void;
  };
  /** The fields between. */
  readonly children: ReactNode;
}

/** The form around a kind's own fields. */
export function OfferedFields({ form, children, ...nameAndId }: OfferedFieldsProps) {
  return (
    <>
      <NameAndIdFields {...nameAndId} />
      {children}
      <ActiveSwitch checked={form.draft.active} onChange={(active) => form.set({ active })} />
    </>
  );
}
