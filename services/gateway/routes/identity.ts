/** Users, API tokens, and names for principals. */
import type { Express } from 'express';
import * as z from 'zod';

import { mostStaff, staffListRoutes } from '#contracts/http/identity-staff.ts';
import { identityRoutes } from '#contracts/http/identity.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import { findActorNames, findUser, listUsers } from '#db/queries/identity.ts';
import { staffByName } from '#db/queries/identity-staff.ts';
import { listTokens } from '#db/queries/identity-tokens.ts';
import { transaction } from '#db/transaction.ts';
import { checkPassword } from '#domain/identity/user.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { issueToken, revokeToken } from '#transactions/identity/tokens.ts';
import { changeUser, createUser } from '#transactions/identity/users.ts';
import type { GatewayDeps } from '../app.ts';
import { hashed } from './session.ts';

const EmailPlace = z.string().regex(/^[\x21-\x7e]{1,254}$/);
const TokenPlace = z.strictObject({ createdAt: Instant, id: Id });

/** Mounts the routes of /v1/users, /v1/tokens and /v1/actors. */
export function mountIdentity(app: Express, deps: GatewayDeps): void {
  mountUsers(app, deps);
  mountTokens(app, deps);

  mount(app, identityRoutes.listActors, async ({ actor, query }) => {
    const idsOf = (kind: string) =>
      query.ids.flatMap((principal) => {
        const id = principal.startsWith(`${kind}:`) ? principal.slice(kind.length + 1) : '';
        return Id.safeParse(id).success ? [id] : [];
      });
    const ids = { users: idsOf('user'), tokens: idsOf('token') };
    const items = await transaction(deps.db, actor, (t) => findActorNames(t, ids));
    return { status: 200, body: { items: [...items] } };
  });

  mount(app, staffListRoutes.list, async ({ actor, query }) => {
    const wish = { search: query.search ?? null, limit: mostStaff };
    const items = await transaction(deps.db, actor, (t) => staffByName(t, wish));
    return { status: 200, body: { items } };
  });
}

function mountUsers(app: Express, { db, clock, authentication, passwordHashes }: GatewayDeps): void {
  mount(app, identityRoutes.listUsers, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, EmailPlace);
    const wish = { search: query.search ?? null, after: after ?? null, limit: limit + 1 };
    const rows = await transaction(db, actor, (t) => listUsers(t, wish));
    const page = pageOf(rows, limit, (row) => row.email);
    return { status: 200, body: page };
  });

  mount(app, identityRoutes.createUser, async ({ actor, body, key }) => {
    const { password, ...rest } = body;
    accepted(checkPassword(password, body.email));
    const user = { ...rest, passwordHash: await hashed(passwordHashes, password) };
    const created = accepted(await createUser(db, actor, { key, user, now: clock.now() }));
    return { status: 201, headers: tagOf(created.user), body: created.user };
  });

  mount(app, identityRoutes.getUser, async ({ actor, params }) => {
    const user = await transaction(db, actor, (t) => findUser(t, params.userId));
    if (user === undefined) throw new ProblemError('resource.unknown');
    return { status: 200, headers: tagOf(user), body: user };
  });

  mount(app, identityRoutes.changeUser, async ({ actor, params, body, ifMatch }) => {
    const { password, forgetProvider = false, ...rest } = body;
    if (password !== undefined) accepted(checkPassword(password, body.email));
    const passwordHash = password === undefined ? null : await hashed(passwordHashes, password);
    const { user } = accepted(
      await changeUser(db, actor, { ...rest, ...params, ifMatch, passwordHash, forgetProvider, now: clock.now() }),
    );
    authentication.forgetAll();
    return { status: 200, headers: tagOf(user), body: user };
  });
}

function mountTokens(app: Express, { db, clock, authentication }: GatewayDeps): void {
  mount(app, identityRoutes.listTokens, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, TokenPlace);
    const rows = await transaction(db, actor, (t) => listTokens(t, limit + 1, after ?? null));
    const page = pageOf(rows, limit, ({ createdAt, id }) => ({ createdAt, id }));
    return { status: 200, body: page };
  });

  mount(app, identityRoutes.issueToken, async ({ actor, body, key }) => {
    const { token } = accepted(await issueToken(db, actor, { key, token: body, now: clock.now() }));
    return { status: 201, headers: tagOf(token), body: token };
  });

  mount(app, identityRoutes.revokeToken, async ({ actor, params }) => {
    accepted(await revokeToken(db, actor, { ...params, now: clock.now() }));
    authentication.forgetAll();
    return { status: 204 };
  });
}
