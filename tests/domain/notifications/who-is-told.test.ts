import { describe, expect, test } from 'vitest';

import { languageOf } from '#domain/notifications/language.ts';
import { customerToTell, staffToTell } from '#domain/notifications/notification.ts';
import type { StaffMember } from '#domain/notifications/notification.ts';

const member = (userId: string, roles: readonly string[], wantsMail = false): StaffMember => ({
  userId,
  roles,
  wantsMail,
});
const staff = [
  member('ada', ['administrator']),
  member('dan', ['dispatcher'], true),
  member('tom', ['technician'], true),
  member('sue', ['service-delivery-manager', 'billing']),
];

describe('of the staff', () => {
  test('a breach is told to dispatchers and service delivery managers, by mail to those who want it', () => {
    expect(staffToTell('order.sla-breached', staff)).toEqual([
      { userId: 'dan', channel: 'inbox' },
      { userId: 'dan', channel: 'mail' },
      { userId: 'sue', channel: 'inbox' },
    ]);
  });

  test('who has two of the roles is told once', () => {
    const both = [member('eve', ['dispatcher', 'service-delivery-manager'])];
    expect(staffToTell('order.sla-warned', both)).toEqual([{ userId: 'eve', channel: 'inbox' }]);
  });

  test('the administrators are told where nobody has the role', () => {
    const few = [member('ada', ['administrator']), member('tom', ['technician'])];
    expect(staffToTell('posting.refused', few)).toEqual([{ userId: 'ada', channel: 'inbox' }]);
  });

  test('that a mail did not arrive is never told by mail', () => {
    const wants = [member('ada', ['administrator'], true)];
    expect(staffToTell('mail.failed', wants)).toEqual([{ userId: 'ada', channel: 'inbox' }]);
    expect(staffToTell('mail.uncertain', wants)).toEqual([{ userId: 'ada', channel: 'inbox' }]);
  });
});

describe('of the customer', () => {
  const contact = { recipientKind: 'contact', recipientId: 'c', email: null, language: 'de' } as const;
  const company = {
    recipientKind: 'customer',
    recipientId: 'k',
    email: 'info@seeblick.example',
    language: 'en',
  } as const;

  test('the contact comes first, then the company', () => {
    const withAddress = { ...contact, email: 'robin@seeblick.example' };
    expect(customerToTell([withAddress, company])).toEqual(withAddress);
    expect(customerToTell([contact, company])).toEqual(company);
  });

  test('nobody is told where there is no address', () => {
    expect(customerToTell([contact, { ...company, email: '' }])).toBeNull();
  });
});

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['EN-gb', 'en'],
  ['fr', 'en'],
  [null, 'en'],
])('who reads %s is told in %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});
