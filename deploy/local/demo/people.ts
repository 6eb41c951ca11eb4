/** Fictional customers with their lifts, and the technicians who look after them. */
import { contactRoutes, customerRoutes, siteRoutes } from '#contracts/http/customers.ts';
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { objectRoutes } from '#contracts/http/objects.ts';
import type { ApiClient } from '../../replay/api-client.ts';

export interface DemoCustomer {
  readonly customerId: string;
  readonly siteId: string;
  readonly contactId: string;
  readonly objectId: string | null;
}

/** The customers by their demo names. */
export type DemoCustomers = Readonly<Record<'management' | 'offices' | 'clinic', DemoCustomer>>;

interface Draft {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly site: string;
  readonly timeZone: string | null;
  readonly contact: string;
  /** Null for a customer whose house the lift of another is in. */
  readonly lift: string | null;
  readonly serialNumber: string;
}

const drafts = {
  management: {
    ...{ id: 'demo-management', name: 'Meridian Property Management (fictional)', city: 'Sampletown' },
    ...{ site: 'Harbour House', timeZone: null, contact: 'Chris Example' },
    ...{ lift: 'EL-S/1000, Harbour House', serialNumber: 'DEMO-EL-S-1000' },
  },
  offices: {
    ...{ id: 'demo-offices', name: 'Old Mill Offices (fictional)', city: 'Sampletown' },
    ...{ site: 'Old Mill, north entrance', timeZone: null, contact: 'Kim Specimen' },
    ...{ lift: null, serialNumber: '' },
  },
  clinic: {
    ...{ id: 'demo-clinic', name: 'Linden Clinic (fictional)', city: 'Porto Modelo' },
    ...{ site: 'Linden Clinic, ward B', timeZone: 'Europe/Lisbon', contact: 'Jamie Placeholder' },
    ...{ lift: 'EL-L/1000, ward B', serialNumber: 'DEMO-EL-L-1000' },
  },
} as const satisfies Record<keyof DemoCustomers, Draft>;

/** Three customers with a site and a contact, and two lifts; the offices, which rent, are billed to the property management. */
export async function enterCustomers(api: ApiClient): Promise<DemoCustomers> {
  const management = await enterCustomer(api, drafts.management);
  return {
    management,
    offices: await enterCustomer(api, drafts.offices, management.customerId),
    clinic: await enterCustomer(api, drafts.clinic),
  };
}

async function enterCustomer(api: ApiClient, draft: Draft, billToCustomerId?: string): Promise<DemoCustomer> {
  const { id, name, city, site, timeZone, contact, lift, serialNumber } = draft;
  const address = { street: `${site} 1`, postalCode: '00000', city, country: 'DE' };
  const email = `${id}@callout.example`;
  const customer = await api.call(customerRoutes.upsert, {
    params: { externalId: id },
    body: { name, address, email, language: 'en', ...(billToCustomerId === undefined ? {} : { billToCustomerId }) },
  });
  const { customerId } = customer.body;
  const params = { customerId, externalId: id };
  const { siteId } = (await api.call(siteRoutes.upsert, { params, body: { name: site, address, timeZone } })).body;
  const { contactId } = (await api.call(contactRoutes.upsert, { params, body: { name: contact, siteId, email } })).body;
  if (lift === null) return { customerId, siteId, contactId, objectId: null };
  const { objectId } = (
    await api.call(objectRoutes.upsert, {
      params: { externalId: id },
      body: { customerId, siteId, name: lift, serialNumber, installedOn: '2019-05-06', warrantyUntil: '2024-05-05' },
    })
  ).body;
  await enterParts(api, { customerId, objectId, id });
  return { customerId, siteId, contactId, objectId };
}

/** The drive of the lift's doors is newer than the lift, and still under warranty. */
async function enterParts(
  api: ApiClient,
  { customerId, objectId, id }: { readonly customerId: string; readonly objectId: string; readonly id: string },
): Promise<void> {
  const enter = async (externalId: string, body: { name: string; parentObjectId: string } & Partial<Days>) =>
    (await api.call(objectRoutes.upsert, { params: { externalId }, body: { customerId, ...body } })).body.objectId;
  const doors = await enter(`${id}-doors`, { name: 'Car doors', parentObjectId: objectId });
  await enter(`${id}-drive`, { ...newDrive, name: 'Door drive', parentObjectId: doors });
}

interface Days {
  readonly installedOn: string;
  readonly warrantyUntil: string;
}

const newDrive: Days = { installedOn: '2025-09-01', warrantyUntil: '2035-08-31' };

/** Name and team; the coast has a day of its own. */
const technicians = [
  ['Alex Sample', 'City'],
  ['Robin Muster', 'City'],
  ['Toni Beispiel', 'City'],
  ['Jo Testperson', 'City'],
  ['Sam Modelo', 'Coast'],
  ['Rui Exemplo', 'Coast'],
  ['Ines Amostra', 'Coast'],
  ['Kai Fulano', 'City'],
] as const;

const zones = { City: 'Europe/Berlin', Coast: 'Europe/Lisbon' } as const;

export interface DemoTechnician {
  readonly technicianId: string;
  readonly timeZone: string;
}

/** Eight technicians in two teams; the coast lives and works in another time zone. */
export async function enterTechnicians(api: ApiClient): Promise<readonly DemoTechnician[]> {
  const entered: DemoTechnician[] = [];
  for (const [index, [name, team]] of technicians.entries()) {
    const timeZone = zones[team];
    const externalId = `demo-technician-${index + 1}`;
    const { body } = await api.call(technicianRoutes.save, {
      key: externalId,
      body: { externalId, name, team, timeZone },
    });
    entered.push({ technicianId: body.technicianId, timeZone });
  }
  return entered;
}
