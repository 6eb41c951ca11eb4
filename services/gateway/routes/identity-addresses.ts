/** Where users are written to, for our own services. */
import type { Express } from 'express';

import { addressRoutes } from '#contracts/http/identity-addresses.ts';
import { findUser } from '#db/queries/identity.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { GatewayDeps } from '../app.ts';

/** Mounts /v1/users/:userId/address. */
export function mountUserAddresses(app: Express, { db }: GatewayDeps): void {
  mount(app, addressRoutes.read, async ({ actor, params }) => {
    const user = await transaction(db, actor, (t) => findUser(t, params.userId));
    if (user === undefined || user.disabledAt !== null) throw new ProblemError('resource.unknown');
    return { status: 200, body: { email: user.email, displayName: user.displayName } };
  });
}
