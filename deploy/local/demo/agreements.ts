/** What was agreed with the demo's customers: a template, an agreement each, and the first visits under them. */
import type * as z from 'zod';

import type { NewAgreement } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes as routes } from '#contracts/http/agreements.ts';
import { caseRoutes } from '#contracts/http/requests-cases.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import type { ApiClient } from '../../replay/api-client.ts';
import type { Past } from './history.ts';
import { days, shifted } from './times.ts';

type Draft = z.input<typeof NewAgreement>;

const groups = {
  full: { name: 'Full service', slaPolicyId: 'standard', active: true },
  inspection: { name: 'Inspection only', slaPolicyId: null, active: true },
} as const;

const tasks = [
  {
    task: 'inspect',
    name: 'Yearly inspection',
    internalNote: 'Measure the brake path, and write down the rope diameter',
    customerNote: 'The lift stands still for about two hours',
  },
  {
    task: 'lubricate',
    name: 'Lubricating the guide rails',
    internalNote: null,
    customerNote: 'There may be a smell of oil for a day',
  },
] as const;

/** What a maintenance visit uses. */
function maintenanceLines({ items }: Pick<Past, 'items'>): NonNullable<Draft['lines']> {
  return [
    { type: 'hour', category: 'labour', quantity: 2, task: 'inspect', description: 'Inspection by the list' },
    { type: 'item', category: 'consumables', itemId: items.oil, quantity: 1, task: 'lubricate' },
    { type: 'item', category: 'spare-parts', itemId: items.doorRoller, quantity: 2, description: 'If worn' },
    { type: 'fee', category: 'call-out', quantity: 1 },
  ];
}

const everythingIsPaid: Draft['coverage'] = [
  { subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null, limit: null },
  { subject: { by: 'category', category: 'call-out' }, treatment: 'covered', percent: null, limit: null },
  { subject: { by: 'category', category: 'spare-parts' }, treatment: 'discount', percent: 20, limit: null },
];

/** The first hour of an inspection is paid for; what is repaired besides is charged. */
const anHourIsPaid: Draft['coverage'] = [
  {
    subject: { by: 'category', category: 'labour' },
    treatment: 'covered',
    percent: null,
    limit: { of: 'count', quantity: 1 },
  },
];

/** Enters them; again enters nothing twice. */
export async function enterAgreements(api: ApiClient, demo: Past): Promise<void> {
  for (const [groupId, body] of Object.entries(groups)) await api.call(routes.keepGroup, { params: { groupId }, body });
  const startsOn = shifted(demo.begunAt, -days(200)).slice(0, 10);
  const lines = maintenanceLines(demo);
  const enter = async (name: string, body: Draft) =>
    (await api.call(routes.create, { key: `demo-agreement-${name}`, body })).body;
  await enter('template', {
    ...{ customerId: null, name: 'Lift maintenance', templateGroup: 'Lifts', startsOn },
    ...{ tasks, lines, coverage: everythingIsPaid },
  });
  const { management, offices, clinic } = demo.customers;
  const full = await enter('management', {
    ...{ customerId: management.customerId, siteId: management.siteId, name: 'Full service, Harbour House', startsOn },
    ...{ groupId: 'full', tasks, lines, coverage: everythingIsPaid, objects: relationTo(management.objectId) },
  });
  const inspection = await enter('clinic', {
    ...{ customerId: clinic.customerId, siteId: clinic.siteId, name: 'Inspection of the bed lift', startsOn },
    ...{ groupId: 'inspection', tasks, lines, coverage: anHourIsPaid, objects: relationTo(clinic.objectId) },
  });
  const paused = await enter('offices', {
    ...{ customerId: offices.customerId, siteId: offices.siteId, name: 'Goods lift, Old Mill', startsOn },
    ...{ groupId: 'inspection', tasks, lines },
  });
  await suspend(api, paused.agreementId, demo.begunAt);
  await enterVisit(api, demo, 'management', full.agreementId);
  await enterVisit(api, demo, 'clinic', inspection.agreementId);
  await openCase(api, demo);
}

function relationTo(objectId: string | null): Draft['objects'] {
  return objectId === null ? [] : [{ objectId, reference: null }];
}

async function suspend(api: ApiClient, agreementId: string, begunAt: string): Promise<void> {
  const params = { agreementId };
  const { suspension, version } = (await api.call(routes.read, { params })).body;
  if (suspension !== null) return;
  const from = shifted(begunAt, -days(10)).slice(0, 10);
  const body = { from, reason: 'The building is being renovated' };
  await api.call(routes.suspend, { params, ifMatch: version, body });
}

async function enterVisit(api: ApiClient, demo: Past, name: 'management' | 'clinic', agreementId: string) {
  const { customerId, contactId } = demo.customers[name];
  const body = { customerId, contactId, agreementId, agreementLines: 'all' as const, description: 'Maintenance visit' };
  await api.call(serviceOrderRoutes.create, { key: `demo-maintenance-${name}`, body });
}

async function openCase(api: ApiClient, { customers, begunAt }: Past): Promise<void> {
  const { customerId, contactId } = customers.clinic;
  await api.call(caseRoutes.open, {
    key: 'demo-case',
    body: {
      ...{ customerId, contactId, category: 'complaint', subject: 'The bed lift was repaired three times in a month' },
      description: 'The clinic asks whether the drive should be replaced before winter. (Demo)',
      nextStep: { text: 'Offer a new drive', on: shifted(begunAt, days(3)).slice(0, 10) },
    },
  });
}
