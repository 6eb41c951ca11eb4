/** What a customer, a site or a contact is called. */
import type { ChangeEvent } from 'react';
import { TextInput } from '@mantine/core';

import { text } from '../../ui/texts.ts';
import styles from './customers.module.css';

interface NameFieldProps {
  readonly value: string;
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  readonly error: string | null;
  /** Set where another system owns it. */
  readonly disabled?: true;
  readonly description?: string;
}

export function NameField(binding: NameFieldProps) {
  return (
    <TextInput
      label={text('customer.name')}
      required
      data-autofocus
      maxLength={200}
      className={styles['wide'] ?? ''}
      {...binding}
    />
  );
}
