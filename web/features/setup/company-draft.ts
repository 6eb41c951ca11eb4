/** The company as a form holds it, field by field. */
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
}

/** The form of the company. */
export function companyDraft({ name, address, taxNumber, bank, currency, timeZone }: CompanyData): CompanyDraft {
  const { street, postalCode, city, country } = address;
  const { iban, bic } = bank;
  return { name, street, postalCode, city, country, taxNumber, bankName: bank.name, iban, bic, currency, timeZone };
}

/** What a form sends: a company that somebody entered is a real one. */
export function companyOf(draft: CompanyDraft): CompanyData {
  const { name, street, postalCode, city, country, taxNumber, bankName, iban, bic, currency, timeZone } = draft;
  return {
    name,
    address: { street, postalCode, city, country },
    taxNumber,
    bank: { name: bankName, iban, bic },
    currency,
    timeZone,
    placeholder: false,
  };
}
