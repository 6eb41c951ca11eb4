/** What a user or a token may do: roles, each with a sentence, and the customer of a customer's contact. */
import { useId } from 'react';
import { Checkbox } from '@mantine/core';

import { grantableRoles } from '#contracts/roles.ts';
import { customerRole } from '#domain/identity/grant.ts';

import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { text } from '../../ui/texts.ts';
import { withRole } from './grant-draft.ts';
import type { GrantDraft } from './grant-draft.ts';
import styles from './grant-fields.module.css';

interface GrantFieldsProps {
  readonly draft: GrantDraft;
  readonly set: (part: GrantDraft) => void;
  readonly errorOf: (name: string) => string | null;
}

export function GrantFields({ draft, set, errorOf }: GrantFieldsProps) {
  const errorId = useId();
  const error = errorOf('roles');
  return (
    <>
      <fieldset className={styles['roles']} {...(error === null ? {} : { 'aria-describedby': errorId })}>
        <legend>{text('users.roles')}</legend>
        {grantableRoles.map((role) => (
          <Checkbox
            key={role}
            label={text(`role.${role}`)}
            description={text(`role.${role}.what`)}
            checked={draft.roles.includes(role)}
            onChange={(event) => set(withRole(draft, role, event.currentTarget.checked))}
          />
        ))}
        {error !== null && (
          <p id={errorId} className={styles['error']}>
            {error}
          </p>
        )}
      </fieldset>
      {draft.roles.includes(customerRole) && (
        <CustomerSelect
          label={text('users.customer')}
          description={text('users.customerHelp')}
          required
          value={draft.customerId}
          onChange={(customerId) => set({ ...draft, customerId })}
          error={errorOf('customerId')}
        />
      )}
    </>
  );
}
