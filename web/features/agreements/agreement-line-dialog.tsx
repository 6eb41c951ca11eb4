/** A line of an agreement, new or changed; all lines are sent, the others as they are. */
import { NumberInput, TextInput } from '@mantine/core';

import { lineTypes } from '#contracts/events/service-orders.ts';
import { AgreementLineDraft } from '#contracts/http/agreements-schemas.ts';
import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { useObjectNames } from '../../api/names.ts';
import { useIntent } from '../../api/queries.ts';
import { CategorySelect } from '../../pickers/category-select.tsx';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ItemSelect } from '../../pickers/item-select.tsx';
import { useDraft } from '../../ui/draft.ts';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { numberOrNothing, textOrNothing } from '../../ui/text-or-nothing.ts';
import { text, textOf } from '../../ui/texts.ts';
import type { AgreementLine } from './agreement-lines.tsx';

interface Draft {
  readonly type: AgreementLine['type'];
  readonly category: string;
  readonly itemId: string;
  readonly quantity: string | number;
  readonly description: string;
  readonly objectId: string;
  readonly task: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

const words = (value: string | null) => value ?? '';

function draftOf(line: AgreementLine | null, firstDay: string): Draft {
  const none = { category: '', itemId: '', quantity: 1, description: '', objectId: '', task: '', endsOn: '' };
  if (line === null) return { type: 'hour', startsOn: firstDay, ...none };
  const { type, category, quantity, itemId, description, objectId, task, startsOn, endsOn } = line;
  return {
    ...{ type, category, quantity, startsOn, itemId: words(itemId), description: words(description) },
    ...{ objectId: words(objectId), task: words(task), endsOn: words(endsOn) },
  };
}

const nothing = (value: string) => textOrNothing(value) ?? null;

function lineOf({ type, category, startsOn, quantity, ...rest }: Draft) {
  return {
    ...{ type, category, startsOn, quantity: numberOrNothing(quantity) },
    ...{ itemId: type === 'item' ? nothing(rest.itemId) : null, description: nothing(rest.description) },
    ...{ objectId: nothing(rest.objectId), task: nothing(rest.task), endsOn: nothing(rest.endsOn) },
  };
}

interface AgreementLineDialogProps {
  readonly agreement: Agreement;
  /** Null for a new one. */
  readonly line: AgreementLine | null;
  readonly onClose: () => void;
}

export function AgreementLineDialog({ agreement, line, onClose }: AgreementLineDialogProps) {
  const form = useDraft(draftOf(line, agreement.startsOn));
  const change = useIntent(agreementRoutes.change);
  const submit = () => {
    const others = agreement.lines.map(({ lineNumber: _, ...kept }) => kept);
    const own = { ...lineOf(form.draft), ...(line === null ? {} : { lineId: line.lineId, stopped: line.stopped }) };
    const at = line === null ? others.length : agreement.lines.indexOf(line);
    const body = { lines: [...others.slice(0, at), own, ...others.slice(at + 1)] };
    if (!form.isFit(AgreementLineDraft, own)) return;
    const { agreementId, version: ifMatch } = agreement;
    const sent = agreementRoutes.change.body.parse(body);
    change.mutate({ params: { agreementId }, ifMatch, body: sent }, { onSuccess: onClose, onError: form.onRefused });
  };
  return (
    <SaveDialog
      newTitle={text('line.add')}
      changing={line === null ? null : text('agreement.lineName', { number: line.lineNumber })}
      saving={[change]}
      errors={form.errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <Fields form={form} agreement={agreement} />
    </SaveDialog>
  );
}

function Fields({ form, agreement }: { form: ReturnType<typeof useDraft<Draft>>; agreement: Agreement }) {
  const { draft, set, field, errorOf } = form;
  const objects = useObjectNames(agreement.objects.map(({ objectId }) => objectId));
  const type = lineTypes.find((each) => each === draft.type) ?? 'hour';
  return (
    <>
      <ChoiceSelect
        label={text('line.type')}
        required
        choices={lineTypes.map((each) => ({ value: each, label: textOf('line.type', each) }))}
        value={draft.type}
        onChange={(chosen) =>
          set({ type: lineTypes.find((each) => each === chosen) ?? 'hour', category: '', itemId: '' })
        }
      />
      <CategorySelect
        type={type}
        value={draft.category}
        onChange={(category) => set({ category })}
        error={errorOf('category')}
      />
      {draft.type === 'item' && (
        <ItemSelect required value={draft.itemId} onChange={(itemId) => set({ itemId })} error={errorOf('itemId')} />
      )}
      <NumberInput
        label={text('invoice.quantity')}
        required
        min={0}
        decimalScale={3}
        value={draft.quantity}
        onChange={(quantity) => set({ quantity })}
        error={errorOf('quantity')}
      />
      <TextInput label={text('line.description')} maxLength={4000} {...field('description')} />
      {agreement.objects.length > 0 && (
        <ChoiceSelect
          label={text('repair.object')}
          choices={agreement.objects.map(({ objectId }) => ({
            value: objectId,
            label: objects.get(objectId) ?? text('loading'),
          }))}
          value={draft.objectId}
          onChange={(objectId) => set({ objectId })}
        />
      )}
      {agreement.tasks.length > 0 && (
        <ChoiceSelect
          label={text('agreement.task')}
          choices={agreement.tasks.map(({ task, name }) => ({ value: task, label: name }))}
          value={draft.task}
          onChange={(task) => set({ task })}
        />
      )}
      <TextInput type="date" label={text('agreements.from')} required {...field('startsOn')} />
      <TextInput type="date" label={text('agreements.until')} {...field('endsOn')} />
    </>
  );
}
