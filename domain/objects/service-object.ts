/** Service objects: what is served and repaired at a customer. */
import { said, type ChangeOf, type Numbered } from '../shared/numbered.ts';

export interface ServiceObject extends Numbered {
  readonly customerId: string;
  /** The larger object of the same customer that it is part of, or null. */
  readonly parentObjectId: string | null;
  /** Where it stands, or null. */
  readonly siteId: string | null;
  readonly name: string;
  /** The maker's serial number, or null. */
  readonly serialNumber: string | null;
  /** The day on which it was put in, by the clocks of its site, or null. */
  readonly installedOn: string | null;
  /** The last day of its warranty, by the clocks of its site, or null where none is known. */
  readonly warrantyUntil: string | null;
  readonly active: boolean;
}

export type NewServiceObject = ChangeOf<ServiceObject> & Pick<ServiceObject, 'number' | 'name' | 'customerId'>;

export function newServiceObject(input: NewServiceObject): ServiceObject {
  const nothing = { parentObjectId: null, siteId: null, serialNumber: null, installedOn: null, warrantyUntil: null };
  return { externalId: null, ...nothing, active: true, ...said(input) };
}
