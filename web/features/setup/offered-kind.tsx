/** Kinds of entry that have a name, are offered or not, and can come from a file. */
import type { ReactNode } from 'react';

import { ActiveSwitch } from '../../ui/active-switch.tsx';
import type { CsvImportSpec } from '../../ui/csv-import.tsx';
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
  readonly imported: CsvImportSpec['list'];
  readonly importedBy: CsvImportSpec['contract'];
}

/** A kind by what is its own. */
export function offeredKind<Row extends OfferedRow, Draft extends object, Sent extends { readonly id: string }>(
  own: OwnParts<Row, Draft, Sent>,
): SetUpKind<Row, Draft, Sent> {
  const { imported, importedBy, ...kind } = own;
  return {
    ...kind,
    filters: { search: true, inactive: true },
    nameOf: ({ name }) => name,
    columns: [...nameAndIdColumns<Row>(), ...own.columns, offeredColumn<Row>()],
    imported: { list: imported, contract: importedBy },
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
