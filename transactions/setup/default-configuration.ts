/** The configuration that comes with the product, published once at the first start and changed by people afterwards. */
import type { SetupData, SetupKind } from '#contracts/http/setup-schemas.ts';
import { companyId } from '#domain/setup/company.ts';

export interface DefaultEntry<Kind extends SetupKind = SetupKind> {
  readonly kind: Kind;
  readonly id: string;
  readonly data: SetupData[Kind];
}

const office: [string, string][] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];

const company: DefaultEntry<'company'> = {
  kind: 'company',
  id: companyId,
  data: {
    name: 'Northwind Lifts (fictional)',
    address: { street: 'Musterstraße 1', postalCode: '10115', city: 'Berlin', country: 'DE' },
    taxNumber: 'DE000000000',
    bank: { name: 'Musterbank', iban: 'DE00 0000 0000 0000 0000 00', bic: 'XXXXDEXX' },
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    logoFileId: null,
    placeholder: true,
  },
};

const calendars: readonly DefaultEntry<'calendar'>[] = [
  {
    kind: 'calendar',
    id: 'default',
    data: {
      name: 'Monday to Friday, 08 to 17 with a lunch hour',
      timeZone: 'Europe/Berlin',
      week: { mon: office, tue: office, wed: office, thu: office, fri: office },
      exceptions: [],
    },
  },
  {
    kind: 'calendar',
    id: 'always-open',
    data: {
      name: 'Round the clock',
      timeZone: 'UTC',
      week: Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
      ),
      exceptions: [],
    },
  },
];

const priority = (id: string, name: string, rank: number): DefaultEntry<'priority'> => ({
  kind: 'priority',
  id,
  data: { name, rank, active: true },
});

const category = (
  id: string,
  name: string,
  lineTypes: SetupData['category']['lineTypes'],
): DefaultEntry<'category'> => ({
  kind: 'category',
  id,
  data: { name, lineTypes, active: true },
});

const reason = (id: string, name: string, uses: SetupData['reason-code']['uses']): DefaultEntry<'reason-code'> => ({
  kind: 'reason-code',
  id,
  data: { name, uses, active: true },
});

const named = <const Kind extends 'case-category' | 'case-result'>(kind: Kind, id: string, name: string) => ({
  ...{ kind, id, data: { name, active: true } },
});

/** What cases are about and how they end; an installation that had neither gets them with the version that brings them. */
export const defaultCaseEntries: readonly DefaultEntry<'case-category' | 'case-result'>[] = [
  named('case-category', 'complaint', 'Complaint'),
  named('case-category', 'inquiry', 'Inquiry'),
  named('case-category', 'warranty', 'Warranty'),
  named('case-category', 'other', 'Something else'),
  named('case-result', 'solved', 'Solved'),
  named('case-result', 'not-solved', 'Could not be solved'),
  named('case-result', 'not-pursued', 'Not pursued any further'),
];

const orderType: DefaultEntry<'order-type'> = {
  kind: 'order-type',
  id: 'standard',
  data: {
    name: 'Service order',
    stageModelId: 'standard',
    priorityId: 'normal',
    slaPolicyId: 'standard',
    active: true,
  },
};

/** In an order in which every reference is there before it is named. Parameters come from their own definitions. */
export const defaultConfiguration: readonly DefaultEntry[] = [
  company,
  ...calendars,
  priority('urgent', 'Urgent', 10),
  priority('high', 'High', 20),
  priority('normal', 'Normal', 30),
  priority('low', 'Low', 40),
  orderType,
  ...defaultCaseEntries,
  category('labour', 'Labour', ['hour']),
  category('travel', 'Travel time', ['hour']),
  category('mileage', 'Mileage', ['expense']),
  category('expenses', 'Other expenses', ['expense']),
  category('spare-parts', 'Spare parts', ['item']),
  category('consumables', 'Consumables', ['item']),
  category('call-out', 'Call-out charge', ['fee']),
  category('inspection', 'Inspection fee', ['fee']),
  reason('customer-request', 'The customer asked for it', [
    'backward-move',
    'waiting',
    'cancellation',
    'reopening',
    'revocation',
    'request-rejection',
  ]),
  reason('wrong-stage', 'The stage was set by mistake', ['backward-move', 'reopening', 'revocation']),
  reason('further-visit', 'A further visit is needed', ['backward-move']),
  reason('technician-unavailable', 'The technician is not available', ['backward-move', 'waiting']),
  reason('parts-on-order', 'Parts are on order', ['waiting', 'backward-move']),
  reason('no-access', 'There was no access to the site', ['waiting', 'backward-move', 'cancellation', 'no-signature']),
  reason('waiting-for-customer', 'The customer has to decide', ['waiting']),
  reason('duplicate', 'It was entered twice', ['cancellation', 'request-rejection', 'line-cancellation']),
  reason('not-needed', 'It is not needed any more', ['cancellation', 'request-rejection', 'line-cancellation']),
  reason('outside-service', 'It is not a service of ours', ['cancellation', 'request-rejection']),
  reason('fault-came-back', 'The fault came back', ['reopening', 'revocation']),
  reason('emergency', 'An emergency comes first', ['visit-overlap', 'backward-move']),
  reason('short-visit', 'The visits are short enough for both', ['visit-overlap']),
  reason('nobody-present', 'Nobody was there to sign', ['no-signature']),
  reason('signature-refused', 'The customer would not sign', ['no-signature']),
  reason('parts-came-late', 'Parts came late', ['late-sign-off']),
  reason('access-came-late', 'There was no access in time', ['late-sign-off']),
  reason('more-work-than-expected', 'It was more work than expected', ['late-sign-off']),
  reason('signed-too-early', 'It was signed too early', ['sign-off-undone']),
  reason('signed-by-mistake', 'It was signed by mistake', ['sign-off-undone']),
];
