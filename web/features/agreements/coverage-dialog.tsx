/** A rule of an agreement's coverage, new or changed; all rules are sent, the others as they are. */
import { NumberInput, TextInput } from '@mantine/core';

import { CoverageRule } from '#contracts/http/agreements-schemas.ts';
import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';
import { coverageFault, limitSpans } from '#domain/agreements/coverage.ts';

import { useIntent } from '../../api/queries.ts';
import { useCurrency } from '../../api/setup.ts';
import { CategorySelect } from '../../pickers/category-select.tsx';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { useDraft } from '../../ui/draft.ts';
import { placesOf } from '../../ui/format.ts';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { useItemGroups } from '../inventory/item-groups.ts';
import { coverageDraftOf, coverageRuleOf, fieldOfFault } from './coverage-draft.ts';
import { limitKinds, subjectKinds, treatments, type CoverageDraft } from './coverage-draft.ts';

interface CoverageDialogProps {
  readonly agreement: Agreement;
  /** Null for a new one. */
  readonly rule: CoverageRule | null;
  /** What the rule is about, in words. */
  readonly name: string | null;
  readonly onClose: () => void;
}

export function CoverageDialog({ agreement, rule, name, onClose }: CoverageDialogProps) {
  const currency = useCurrency() ?? 'EUR';
  const places = placesOf(currency);
  const form = useDraft(coverageDraftOf(rule, places));
  const change = useIntent(agreementRoutes.change);
  const { agreementId, version: ifMatch, coverage } = agreement;
  const submit = () => {
    const own = coverageRuleOf(form.draft, places);
    if (!form.isFit(CoverageRule, own)) return;
    const at = rule === null ? coverage.length : coverage.indexOf(rule);
    const rules = [...coverage.slice(0, at), CoverageRule.parse(own), ...coverage.slice(at + 1)];
    const fault = coverageFault(rules)?.fault ?? null;
    if (fault !== null) {
      form.say(new Map([[fieldOfFault(fault, form.draft), textOf('coverageFault', fault)]]));
      return;
    }
    const body = { coverage: rules };
    change.mutate({ params: { agreementId }, ifMatch, body }, { onSuccess: onClose, onError: form.onRefused });
  };
  return (
    <SaveDialog
      newTitle={text('coverageRule.new')}
      changing={name}
      saving={[change]}
      errors={form.errors}
      onClose={onClose}
      onSubmit={submit}
    >
      {form.draft.items === null && <SubjectFields form={form} />}
      <TreatmentFields form={form} currency={currency} />
    </SaveDialog>
  );
}

type Form = ReturnType<typeof useDraft<CoverageDraft>>;

const choicesOf = <Kind extends string>(kinds: readonly Kind[], words: (kind: Kind) => string) =>
  kinds.map((kind) => ({ value: kind, label: words(kind) }));

function SubjectFields({ form: { draft, set, errorOf } }: { form: Form }) {
  const groups = useItemGroups(draft.groupId);
  return (
    <>
      <ChoiceSelect
        label={text('coverageRule.by')}
        required
        choices={choicesOf(subjectKinds, (kind) => textOf('coverageRule.by', kind))}
        value={draft.by}
        onChange={(chosen) => set({ by: subjectKinds.find((kind) => kind === chosen) ?? 'category' })}
      />
      {draft.by === 'category' ? (
        <CategorySelect
          type={null}
          value={draft.category}
          onChange={(category) => set({ category })}
          error={errorOf('subject/category')}
        />
      ) : (
        <ChoiceSelect
          label={text('itemGroups.group')}
          required
          choices={groups}
          value={draft.groupId}
          onChange={(groupId) => set({ groupId })}
          error={errorOf('subject/groupId')}
        />
      )}
    </>
  );
}

function TreatmentFields({ form: { draft, set, field, errorOf }, currency }: { form: Form; currency: string }) {
  return (
    <>
      <ChoiceSelect
        label={text('agreement.treatment')}
        required
        choices={choicesOf(treatments, (kind) => textOf('agreement.treatment', kind))}
        value={draft.treatment}
        onChange={(chosen) => set({ treatment: treatments.find((kind) => kind === chosen) ?? 'covered' })}
      />
      {draft.treatment === 'discount' && (
        <NumberInput
          label={text('coverageRule.percent')}
          required
          decimalScale={3}
          value={draft.percent}
          onChange={(percent) => set({ percent })}
          error={errorOf('percent')}
        />
      )}
      {draft.treatment !== 'charged' && (
        <ChoiceSelect
          label={text('agreement.limit')}
          description={text('coverageRule.limitHelp')}
          required
          choices={choicesOf(limitKinds, (kind) => textOf('coverageRule.limit', kind))}
          value={draft.limitOf}
          onChange={(chosen) => set({ limitOf: limitKinds.find((kind) => kind === chosen) ?? 'none' })}
        />
      )}
      {draft.treatment !== 'charged' && draft.limitOf !== 'none' && (
        <ChoiceSelect
          label={text('coverageRule.per')}
          description={text('coverageRule.perHelp')}
          required
          choices={choicesOf(limitSpans, (span) => textOf('coverageRule.per', span))}
          value={draft.per}
          onChange={(chosen) => set({ per: limitSpans.find((span) => span === chosen) ?? 'order' })}
        />
      )}
      {draft.treatment !== 'charged' && draft.limitOf === 'count' && (
        <NumberInput
          label={text('coverageRule.count')}
          required
          decimalScale={3}
          value={draft.count}
          onChange={(count) => set({ count })}
          error={errorOf('limit/quantity')}
        />
      )}
      {draft.treatment !== 'charged' && draft.limitOf === 'amount' && (
        <TextInput
          label={text('coverageRule.amount', { currency })}
          required
          inputMode="decimal"
          maxLength={20}
          {...field('amount')}
          error={errorOf('limit/amountMinor')}
        />
      )}
    </>
  );
}
