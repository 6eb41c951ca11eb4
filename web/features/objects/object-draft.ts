/** A service object as the form holds it, and as the API takes it. */
import type { ServiceObject } from '#contracts/http/customer-schemas.ts';
import { newServiceObject } from '#domain/objects/service-object.ts';

import { givenDraftOf, givenOf } from '../../ui/given-fields.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';

export type ObjectDraft = ReturnType<typeof objectDraftOf>;

/** What a new object begins with. */
export interface NewObject {
  /** Empty for one that is still to be chosen. */
  readonly customerId: string;
  readonly parentObjectId: string;
}

export function objectDraftOf(object: ServiceObject | null, begin: NewObject) {
  const shown = object ?? newServiceObject({ ...begin, number: '', name: '' });
  const { customerId, parentObjectId, siteId, name, serialNumber, installedOn, warrantyUntil, active } = shown;
  return {
    ...givenDraftOf(object),
    ...{ customerId, name, active, withParts: false },
    parentObjectId: parentObjectId ?? '',
    siteId: siteId ?? '',
    serialNumber: serialNumber ?? '',
    installedOn: installedOn ?? '',
    warrantyUntil: warrantyUntil ?? '',
  };
}

/** What is sent beside whose it is; the site of an object that is part of another is that one's, where it is known. */
export function objectOfDraft(draft: ObjectDraft, before: ServiceObject | null, siteOfParent: string | null) {
  const nothing = (value: string) => textOrNothing(value) ?? null;
  return {
    ...givenOf(draft, before),
    name: draft.name,
    parentObjectId: nothing(draft.parentObjectId),
    ...(siteOfParent === null ? { siteId: nothing(draft.siteId) } : {}),
    serialNumber: nothing(draft.serialNumber),
    installedOn: nothing(draft.installedOn),
    warrantyUntil: nothing(draft.warrantyUntil),
    active: draft.active,
  };
}
