/** A site of a customer, new or changed. */
import type { Site } from '#contracts/http/customer-schemas.ts';
import { siteRoutes } from '#contracts/http/customers.ts';

import { useOwnedFields } from '../../api/feeds.ts';
import { useIntent } from '../../api/queries.ts';
import { TimeZoneSelect } from '../../pickers/time-zone-select.tsx';
import { ActiveSwitch } from '../../ui/active-switch.tsx';
import { useDraft } from '../../ui/draft.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { text } from '../../ui/texts.ts';
import { AddressFields } from './address-fields.tsx';
import { addressOfDraft, noAddress } from './address.ts';
import styles from './customers.module.css';
import { GivenFields, givenDraftOf, givenOf } from '../../ui/given-fields.tsx';
import { NameField } from './name-field.tsx';

interface SiteDialogProps {
  readonly customerId: string;
  /** Null for a new one. */
  readonly site: Site | null;
  readonly onClose: () => void;
}

export function SiteDialog({ customerId, site, onClose }: SiteDialogProps) {
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft(draftOf(site));
  const owned = useOwnedFields('site', site?.externalId);
  const create = useIntent(siteRoutes.create);
  const change = useIntent(siteRoutes.change);
  const submit = () => {
    const body = siteOf(draft, site);
    if (!isFit(siteRoutes.create.body, body)) return;
    const settle = { onSuccess: onClose, onError: onRefused };
    if (site === null) create.mutate({ params: { customerId }, body }, settle);
    else change.mutate({ params: { customerId, siteId: site.siteId }, ifMatch: site.version, body }, settle);
  };
  return (
    <SaveDialog
      newTitle={text('sites.new')}
      changing={site?.name ?? null}
      saving={[create, change]}
      errors={errors}
      isWide
      onClose={onClose}
      onSubmit={submit}
    >
      <div className={styles['fields']}>
        <NameField {...field('name')} {...owned('name')} />
        <AddressFields
          address={draft.address}
          onChange={(address) => set({ address })}
          errorOf={errorOf}
          owned={owned('address')}
        />
        <TimeZoneSelect
          label={text('sites.timeZone')}
          description={text('sites.timeZoneHelp')}
          value={draft.timeZone}
          onChange={(timeZone) => set({ timeZone })}
          error={errorOf('timeZone')}
          {...owned('timeZone')}
        />
        <GivenFields draft={draft} before={site} set={set} errorOf={errorOf} />
        <ActiveSwitch checked={draft.active} onChange={(active) => set({ active })} {...owned('active')} />
      </div>
    </SaveDialog>
  );
}

function draftOf(site: Site | null) {
  return {
    ...givenDraftOf(site),
    name: site?.name ?? '',
    address: site?.address ?? noAddress,
    timeZone: site?.timeZone ?? '',
    active: site?.active ?? true,
  };
}

function siteOf(draft: ReturnType<typeof draftOf>, before: Site | null) {
  const { name, address, timeZone, active } = draft;
  const zone = textOrNothing(timeZone) ?? null;
  return { ...givenOf(draft, before), name, address: addressOfDraft(address), timeZone: zone, active };
}
