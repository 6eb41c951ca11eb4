/** One of a few, all of them in sight: large enough for a thumb. */
import { useId } from 'react';

import styles from './customer.module.css';

interface ChoiceFieldProps {
  readonly legend: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Empty for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | null;
}

export function ChoiceField({ legend, choices, value, onChange, error = null }: ChoiceFieldProps) {
  const name = useId();
  return (
    <fieldset className={styles['choices']} aria-describedby={error === null ? undefined : `${name}-error`}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
      {error !== null && (
        <p id={`${name}-error`} className={styles['error']} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
