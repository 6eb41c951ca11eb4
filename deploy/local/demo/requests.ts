/** What customers have asked for and nobody has decided yet. */
import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import type { ApiClient } from '../../replay/api-client.ts';
import type { DemoCustomers } from './people.ts';
import { hours, shifted } from './times.ts';

/** Three submitted requests. */
export async function submitRequests(api: ApiClient, customers: DemoCustomers, begunAt: string): Promise<void> {
  const ask = async (name: keyof DemoCustomers, subject: string, priority: string, hoursAgo: number) => {
    const { customerId, siteId, contactId, objectId } = customers[name];
    await api.call(serviceRequestRoutes.submit, {
      key: `demo-request-${name}`,
      body: {
        ...{ customerId, siteId, contactId, ...(objectId === null ? {} : { objectId }), subject, priority },
        description: `${subject}. Please ring the bell at the entrance. (Demo)`,
        submittedAt: shifted(begunAt, -hours(hoursAgo)),
      },
    });
  };
  await ask('clinic', 'Bed lift stops with a jolt', 'high', 1);
  await ask('offices', 'Light in the cabin flickers', 'low', 20);
  await ask('management', 'Yearly inspection is due', 'normal', 3);
}
