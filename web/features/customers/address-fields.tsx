/** The fields of a postal address. */
import { TextInput } from '@mantine/core';

import type { OwnedField } from '../../api/feeds.ts';
import { CountrySelect } from '../../pickers/country-select.tsx';
import { text } from '../../ui/texts.ts';
import type { AddressDraft } from './address.ts';
import styles from './customers.module.css';

interface AddressFieldsProps {
  readonly address: AddressDraft;
  readonly onChange: (address: AddressDraft) => void;
  readonly errorOf: (name: string) => string | null;
  readonly owned: OwnedField;
}

export function AddressFields({ address, onChange, errorOf, owned }: AddressFieldsProps) {
  const field = (name: keyof AddressDraft, maxLength: number) => ({
    label: text(`customer.${name}`),
    maxLength,
    value: address[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...address, [name]: event.currentTarget.value }),
    error: errorOf(`address/${name}`),
    ...(owned.disabled === true ? { disabled: true } : {}),
  });
  return (
    <>
      <TextInput {...field('street', 200)} {...owned} className={styles['wide'] ?? ''} />
      <TextInput {...field('postalCode', 20)} />
      <TextInput {...field('city', 120)} />
      <CountrySelect
        label={text('customer.country')}
        value={address.country}
        onChange={(country) => onChange({ ...address, country })}
        error={errorOf('address/country')}
        disabled={owned.disabled === true}
      />
    </>
  );
}
