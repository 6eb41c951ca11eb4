/** Where technicians are written to, for our own services. */
import type { Express } from 'express';

import { technicianAddressRoutes } from '#contracts/http/dispatch-addresses.ts';
import { findTechnician } from '#db/queries/dispatch.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { DispatchRoutesDeps } from './dispatch.ts';

/** Mounts /v1/technicians/:technicianId/address. */
export function mountTechnicianAddresses(app: Express, { db }: DispatchRoutesDeps): void {
  mount(app, technicianAddressRoutes.read, async ({ params }) => {
    const technician = await findTechnician(db, params.technicianId);
    if (technician?.active !== true || technician.email === null) throw new ProblemError('resource.unknown');
    return { status: 200, body: { email: technician.email } };
  });
}
