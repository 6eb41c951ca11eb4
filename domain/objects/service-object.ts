/** Service objects: what is served and repaired at a customer. */
import { said, type ChangeOf, type Numbered } from '../shared/numbered.ts';

export interface ServiceObject extends Numbered {
  readonly customerId: string;
  /** Where it stands, or null. */
  readonly siteId: string | null;
  readonly name: string;
  /** The maker's serial number, or null. */
  readonly serialNumber: string | null;
  readonly active: boolean;
}

export type NewServiceObject = ChangeOf<ServiceObject> & Pick<ServiceObject, 'number' | 'name' | 'customerId'>;

export function newServiceObject(input: NewServiceObject): ServiceObject {
  return { externalId: null, siteId: null, serialNumber: null, active: true, ...said(input) };
}
