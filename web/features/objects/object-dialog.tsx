/** A service object, new or changed. */
import { Checkbox, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { ServiceObject } from '#contracts/http/customer-schemas.ts';
import { objectRoutes } from '#contracts/http/objects.ts';

import { objectName, useObjects } from '../../api/objects.ts';
import { queryOf, useIntent } from '../../api/queries.ts';
import { SiteSelect } from '../../pickers/customer-part-selects.tsx';
import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { ObjectSelect } from '../../pickers/object-select.tsx';
import { useDraft } from '../../ui/draft.ts';
import { GivenFields } from '../../ui/given-fields.tsx';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { text } from '../../ui/texts.ts';
import { objectDraftOf, objectOfDraft } from './object-draft.ts';
import type { NewObject, ObjectDraft } from './object-draft.ts';
import styles from './objects.module.css';

interface ObjectDialogProps {
  /** Null for a new one. */
  readonly object: ServiceObject | null;
  /** Of what customer a new one is, and what it is part of; absent where both are still to be chosen. */
  readonly begin?: NewObject;
  readonly onClose: () => void;
  readonly onSaved: (object: ServiceObject) => void;
}

const nowhere: NewObject = { customerId: '', parentObjectId: '' };

export function ObjectDialog({ object, begin = nowhere, onClose, onSaved }: ObjectDialogProps) {
  const form = useDraft(objectDraftOf(object, begin));
  const { customerId, parentObjectId, withParts } = form.draft;
  const siteOfParent = useObjects([parentObjectId]).get(parentObjectId)?.siteId ?? null;
  const create = useIntent(objectRoutes.create);
  const change = useIntent(objectRoutes.change);
  const submit = () => {
    const said = objectOfDraft(form.draft, object, siteOfParent);
    const body = { ...said, customerId };
    if (!form.isFit(objectRoutes.create.body, body)) return;
    const settle = {
      onSuccess: (answer: { readonly body: ServiceObject }) => onSaved(answer.body),
      onError: form.onRefused,
    };
    if (object === null) create.mutate({ body }, settle);
    else {
      const params = { objectId: object.objectId };
      change.mutate({ params, ifMatch: object.version, body: { ...said, withParts } }, settle);
    }
  };
  return (
    <SaveDialog
      newTitle={text(begin.parentObjectId === '' ? 'objects.new' : 'objects.newPart')}
      changing={object?.name ?? null}
      saving={[create, change]}
      errors={form.errors}
      isWide
      onClose={onClose}
      onSubmit={submit}
    >
      <div className={styles['fields']}>
        <TextInput
          label={text('customer.name')}
          required
          data-autofocus
          maxLength={200}
          className={styles['wide'] ?? ''}
          {...form.field('name')}
        />
        {begin.customerId === '' && object === null && (
          <CustomerSelect
            label={text('objects.customer')}
            required
            value={customerId}
            onChange={(chosen) => form.set({ customerId: chosen, parentObjectId: '', siteId: '' })}
            error={form.errorOf('customerId')}
          />
        )}
        <PlaceFields form={form} object={object} siteOfParent={siteOfParent} />
        <TextInput label={text('objects.serialNumber')} maxLength={120} {...form.field('serialNumber')} />
        <TextInput type="date" label={text('objects.installedOn')} {...form.field('installedOn')} />
        <TextInput
          type="date"
          label={text('objects.warrantyUntil')}
          description={text('objects.warrantyHelp')}
          {...form.field('warrantyUntil')}
        />
        <GivenFields draft={form.draft} before={object} set={form.set} errorOf={form.errorOf} />
        <UseFields form={form} object={object} />
      </div>
    </SaveDialog>
  );
}

interface PartProps {
  readonly form: ReturnType<typeof useDraft<ObjectDraft>>;
  readonly object: ServiceObject | null;
}

/** What the object is part of, and where it stands. */
function PlaceFields({ form, object, siteOfParent }: PartProps & { readonly siteOfParent: string | null }) {
  const { customerId, parentObjectId, siteId } = form.draft;
  return (
    <>
      <ObjectSelect
        label={text('objects.partOf')}
        description={text('objects.partOfHelp')}
        customerId={customerId}
        except={object?.objectId}
        value={parentObjectId}
        onChange={(chosen) => form.set({ parentObjectId: chosen })}
        error={form.errorOf('parentObjectId')}
      />
      <SiteSelect
        label={text('objects.site')}
        description={text(siteOfParent === null ? 'objects.siteHelp' : 'objects.siteOfParent')}
        customerId={customerId}
        value={siteOfParent ?? siteId}
        disabled={siteOfParent !== null || customerId === ''}
        onChange={(chosen) => form.set({ siteId: chosen })}
        error={form.errorOf('siteId')}
      />
    </>
  );
}

/** Whether it is in use; before it goes, what is part of it and goes with it. */
function UseFields({ form, object }: PartProps) {
  const { active, withParts } = form.draft;
  const isGoing = object !== null && object.active && !active;
  const { data: tree } = useQuery({
    ...queryOf(objectRoutes.tree, { params: { objectId: object?.objectId ?? '' } }),
    enabled: isGoing,
  });
  const parts = (tree?.below ?? []).filter((part) => part.active);
  return (
    <div className={styles['wide']}>
      <Switch
        label={text('objects.inUse')}
        checked={active}
        onChange={(event) => form.set({ active: event.currentTarget.checked, withParts: false })}
      />
      {isGoing && parts.length > 0 && (
        <>
          <p>{text('objects.partsInUse', { parts: parts.map(objectName).join(', ') })}</p>
          <Checkbox
            label={text('objects.withParts')}
            checked={withParts}
            onChange={(event) => form.set({ withParts: event.currentTarget.checked })}
            error={form.errorOf('active')}
          />
        </>
      )}
    </div>
  );
}
