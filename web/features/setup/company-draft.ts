/** The company as a form holds it, field by field. */
import type * as z from 'zod';

import type { CompanyData } from '#contracts/http/setup-schemas.ts';

export interface CompanyDraft {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly taxNumber: string;
  readonly bankName: string;
  readonly iban: string;
  readonly bic: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly logoFileId: string | null;
}

/** The form of the company. */
export function companyDraft(company: z.input<typeof CompanyData>): CompanyDraft {
  const { name, address, taxNumber, bank, currency, timeZone, logoFileId = null } = company;
  const { street, postalCode, city, country } = address;
  const { iban, bic } = bank;
  const place = { street, postalCode, city, country };
  return { name, ...place, taxNumber, bankName: bank.name, iban, bic, currency, timeZone, logoFileId };
}

/** What a form sends: a company that somebody entered is a real one. */
export function companyOf(draft: CompanyDraft): CompanyData {
  const { name, street, postalCode, city, country, taxNumber, bankName, iban, bic, currency, timeZone, logoFileId } =
    draft;
  return {
    name,
    address: { street, postalCode, city, country },
    taxNumber,
    bank: { name: bankName, iban, bic },
    currency,
    timeZone,
    logoFileId,
    placeholder: false,
  };
}
