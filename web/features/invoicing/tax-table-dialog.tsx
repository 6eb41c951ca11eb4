/** The tax table, changed as one document: nobody's change is lost, because the version that was read is sent along. */
import { TextInput } from '@mantine/core';

import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { TaxTableData } from '#contracts/http/invoicing-schemas.ts';
import type { TaxTableView } from '#contracts/http/invoicing-schemas.ts';

import { useIntent } from '../../api/queries.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ItemSelect } from '../../pickers/item-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { FormRows } from '../../ui/form-rows.tsx';
import { text } from '../../ui/texts.ts';
import { taxCodesOf, taxTableDraftOf, taxTableOf } from './tax-table-draft.ts';
import type { AssignmentDraft, TaxTableDraft } from './tax-table-draft.ts';

export function TaxTableDialog({ table, onClose }: { table: TaxTableView; onClose: () => void }) {
  // What somebody else changes meanwhile shows behind the dialog; the version stays that of the draft.
  const { draft, set, errors, errorOf, isFit, onRefused } = useDraft({
    ...taxTableDraftOf(table),
    from: table.version,
  });
  const put = useIntent(invoicingRoutes.putTaxTable);
  const submit = () => {
    const given = taxTableOf(draft);
    if (!isFit(TaxTableData, given)) return;
    const body = TaxTableData.parse(given);
    put.mutate({ ifMatch: draft.from, body }, { onSuccess: onClose, onError: onRefused });
  };
  return (
    <FormDialog
      title={text('taxes.change')}
      submit={text('form.save')}
      isWide
      isBusy={put.isPending}
      error={put.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <RateFields draft={draft} set={set} errorOf={errorOf} />
      <CodeSelect
        label={text('taxes.default')}
        description={text('taxes.defaultHelp')}
        draft={draft}
        value={draft.defaultTaxCode}
        onChange={(defaultTaxCode) => set({ defaultTaxCode })}
        error={errorOf('defaultTaxCode')}
      />
      <AssignmentFields draft={draft} set={set} errorOf={errorOf} />
    </FormDialog>
  );
}

interface FieldsProps {
  readonly draft: TaxTableDraft;
  readonly set: (part: Partial<TaxTableDraft>) => void;
  readonly errorOf: (name: string) => string | null;
}

function RateFields({ draft, set, errorOf }: FieldsProps) {
  return (
    <FormRows
      legend={text('taxes.rates')}
      rows={draft.rates}
      onChange={(rates) => set({ rates })}
      nameOf={(index) => text('taxes.rate', { number: index + 1 })}
      adds={[{ label: text('taxes.addRate'), row: (id) => ({ id, taxCode: '', percent: '', validFrom: '' }) }]}
      fields={(rate, index, setRate) => (
        <>
          <TextInput
            label={text('taxes.code')}
            required
            maxLength={60}
            value={rate.taxCode}
            onChange={(event) => setRate({ taxCode: event.currentTarget.value })}
            error={errorOf(`rates/${index}/taxCode`)}
          />
          <TextInput
            label={text('taxes.percent')}
            required
            inputMode="decimal"
            maxLength={6}
            value={rate.percent}
            onChange={(event) => setRate({ percent: event.currentTarget.value })}
            error={errorOf(`rates/${index}/basisPoints`)}
          />
          <TextInput
            type="date"
            label={text('taxes.validFrom')}
            required
            value={rate.validFrom}
            onChange={(event) => setRate({ validFrom: event.currentTarget.value })}
            error={errorOf(`rates/${index}/validFrom`)}
          />
        </>
      )}
    />
  );
}

function AssignmentFields({ draft, set, errorOf }: FieldsProps) {
  const add = (kind: AssignmentDraft['kind'], label: string) => ({
    label,
    row: (id: number): AssignmentDraft => ({ id, kind, subject: '', taxCode: '' }),
  });
  return (
    <FormRows
      legend={text('taxes.assignments')}
      rows={draft.assignments}
      onChange={(assignments) => set({ assignments })}
      nameOf={(index) => text('taxes.assignment', { number: index + 1 })}
      adds={[add('category', text('taxes.addCategory')), add('item', text('taxes.addItem'))]}
      fields={(assignment, index, setAssignment) => (
        <>
          <SubjectSelect
            assignment={assignment}
            onChange={(subject) => setAssignment({ subject })}
            errorOf={(name) => errorOf(`assignments/${index}/${name}`)}
          />
          <CodeSelect
            label={text('taxes.code')}
            required
            draft={draft}
            value={assignment.taxCode}
            onChange={(taxCode) => setAssignment({ taxCode })}
            error={errorOf(`assignments/${index}/taxCode`)}
          />
        </>
      )}
    />
  );
}

interface SubjectSelectProps {
  readonly assignment: AssignmentDraft;
  readonly onChange: (subject: string) => void;
  readonly errorOf: (name: 'itemId' | 'category') => string | null;
}

function SubjectSelect({ assignment: { kind, subject }, onChange, errorOf }: SubjectSelectProps) {
  const categories = [...useCategoryNames()].map(([value, label]) => ({ value, label }));
  const bound = { required: true, value: subject, onChange };
  if (kind === 'item') return <ItemSelect label={text('taxes.item')} {...bound} error={errorOf('itemId')} />;
  return <ChoiceSelect label={text('taxes.category')} choices={categories} {...bound} error={errorOf('category')} />;
}

interface CodeSelectProps {
  readonly label: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly draft: TaxTableDraft;
  readonly value: string;
  readonly onChange: (taxCode: string) => void;
  readonly error: string | null;
}

/** One of the codes that have a rate in the draft. */
function CodeSelect({ draft, ...rest }: CodeSelectProps) {
  const codes = taxCodesOf(draft.rates);
  return <ChoiceSelect choices={codes.map((code) => ({ value: code, label: code }))} {...rest} />;
}
