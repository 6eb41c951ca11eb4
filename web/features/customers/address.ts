/** Postal addresses as forms hold them, and as people read them. */
import type * as z from 'zod';

import type { Address as AddressSchema } from '#contracts/http/customer-schemas.ts';

import { countryName } from '../../ui/region-names.ts';

type Address = z.infer<typeof AddressSchema>;

/** Empty texts for what is not known. */
export type AddressDraft = Readonly<Record<keyof Address, string>>;

export const noAddress: AddressDraft = { street: '', postalCode: '', city: '', country: '' };

/** The address as the API takes it: none while nothing of it is given. */
export function addressOfDraft(draft: AddressDraft): Address | null {
  const { street, postalCode, city, country } = draft;
  const address = { street: street.trim(), postalCode: postalCode.trim(), city: city.trim(), country };
  return Object.values(address).every((part) => part === '') ? null : address;
}

/** The parts of an address, such as street, place and country, without those that are empty. */
export function addressParts({ street, postalCode, city, country }: Address): readonly string[] {
  return [street, `${postalCode} ${city}`.trim(), countryName(country)].filter((part) => part !== '');
}
