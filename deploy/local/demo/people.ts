/** Fictional customers with their lifts, and the technicians who look after them. */
import { contactRoutes, customerRoutes, siteRoutes } from '#contracts/http/customers.ts';
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { objectRoutes } from '#contracts/http/objects.ts';
import type { ApiClient } from '../../replay/api-client.ts';

export interface DemoCustomer {
  readonly customerId: string;
  readonly siteId: string;
  readonly contactId: string;
  readonly objectId: string;
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
  readonly lift: string;
  readonly serialNumber: string;
}

const drafts = {
  management: {
    ...{ id: 'demo-management', name: 'Meridian Property Management (fictional)', city: 'Sampletown' },
    ...{ site: 'Harbour House', timeZone: null, contact: 'Chris Example' },
    ...{ lift: 'Passenger lift, Harbour House', serialNumber: 'DEMO-LIFT-001' },
  },
  offices: {
    ...{ id: 'demo-offices', name: 'Old Mill Offices (fictional)', city: 'Sampletown' },
    ...{ site: 'Old Mill, north entrance', timeZone: null, contact: 'Kim Specimen' },
    ...{ lift: 'Goods lift, Old Mill', serialNumber: 'DEMO-LIFT-002' },
  },
  clinic: {
    ...{ id: 'demo-clinic', name: 'Linden Clinic (fictional)', city: 'Porto Modelo' },
    ...{ site: 'Linden Clinic, ward B', timeZone: 'Europe/Lisbon', contact: 'Jamie Placeholder' },
    ...{ lift: 'Bed lift, ward B', serialNumber: 'DEMO-LIFT-003' },
  },
} as const satisfies Record<keyof DemoCustomers, Draft>;

/** Three customers, each with a site, a contact and a lift; the offices are billed to the property management. */
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
  const { objectId } = (
    await api.call(objectRoutes.upsert, {
      params: { externalId: id },
      body: { customerId, siteId, name: lift, serialNumber },
    })
  ).body;
  return { customerId, siteId, contactId, objectId };
}

/** The technicians by their demo names. */
export type DemoTechnicians = Readonly<Record<'mechanic' | 'electrician' | 'coast', string>>;

/** Three technicians; one lives and works in another time zone. */
export async function enterTechnicians(api: ApiClient): Promise<DemoTechnicians> {
  const enter = async (externalId: string, name: string, timeZone: string) =>
    (await api.call(technicianRoutes.save, { key: externalId, body: { externalId, name, timeZone } })).body
      .technicianId;
  return {
    mechanic: await enter('demo-mechanic', 'Alex Sample', 'Europe/Berlin'),
    electrician: await enter('demo-electrician', 'Robin Muster', 'Europe/Berlin'),
    coast: await enter('demo-coast', 'Sam Modelo', 'Europe/Lisbon'),
  };
}
