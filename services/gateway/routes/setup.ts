/** The set-up: the company, and the same three doors for every kind of entry. */
import type { Express } from 'express';
import * as z from 'zod';

import { fileRoutes } from '#contracts/http/files.ts';
import type { QueryOf } from '#contracts/http/route.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import type { SetupData, SetupKind } from '#contracts/http/setup-schemas.ts';
import { message } from '#contracts/messages/en.ts';
import type { Actor } from '#contracts/roles.ts';
import { findEntry, findVersion, searchEntries } from '#db/queries/setup.ts';
import type { SetupEntry } from '#db/queries/setup.ts';
import { transaction } from '#db/transaction.ts';
import { companyId } from '#domain/setup/company.ts';
import { callService } from '#platform/http/client.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { publishEntry } from '#transactions/setup/publish-entry.ts';
import type { GatewayDeps } from '../app.ts';

const IdPlace = z.string().regex(/^[A-Za-z0-9-]{1,60}$/);

type Listed = Exclude<SetupKind, 'company'>;
type View<Kind extends SetupKind> = { id: string; version: number; changedAt: string } & SetupData[Kind];

interface ListInput {
  readonly actor: Actor;
  readonly query: QueryOf<typeof setupRoutes.listPriorities>;
}
interface GetInput {
  readonly actor: Actor;
  readonly params: { readonly id: string };
  readonly query: { readonly version?: number | undefined };
}
interface PutInput<Kind extends SetupKind> {
  readonly actor: Actor;
  readonly params: { readonly id: string };
  readonly headers: { readonly 'if-match'?: string | undefined };
  readonly body: SetupData[Kind];
}

/** Mounts the routes of the area `setup`. */
export function mountSetup(app: Express, deps: GatewayDeps): void {
  mountCompany(app, deps);
  const { list, get, put } = handlers(deps);
  mount(app, setupRoutes.listParameters, list('parameter'));
  mount(app, setupRoutes.getParameter, get('parameter'));
  mount(app, setupRoutes.putParameter, put('parameter'));
  mount(app, setupRoutes.listOrderTypes, list('order-type'));
  mount(app, setupRoutes.getOrderType, get('order-type'));
  mount(app, setupRoutes.putOrderType, put('order-type'));
  mount(app, setupRoutes.listPriorities, list('priority'));
  mount(app, setupRoutes.getPriority, get('priority'));
  mount(app, setupRoutes.putPriority, put('priority'));
  mount(app, setupRoutes.listCategories, list('category'));
  mount(app, setupRoutes.getCategory, get('category'));
  mount(app, setupRoutes.putCategory, put('category'));
  mount(app, setupRoutes.listReasonCodes, list('reason-code'));
  mount(app, setupRoutes.getReasonCode, get('reason-code'));
  mount(app, setupRoutes.putReasonCode, put('reason-code'));
  mount(app, setupRoutes.listCalendars, list('calendar'));
  mount(app, setupRoutes.getCalendar, get('calendar'));
  mount(app, setupRoutes.putCalendar, put('calendar'));
  mount(app, setupRoutes.listCaseCategories, list('case-category'));
  mount(app, setupRoutes.getCaseCategory, get('case-category'));
  mount(app, setupRoutes.putCaseCategory, put('case-category'));
  mount(app, setupRoutes.listCaseResults, list('case-result'));
  mount(app, setupRoutes.getCaseResult, get('case-result'));
  mount(app, setupRoutes.putCaseResult, put('case-result'));
  mount(app, setupRoutes.listFeedSources, list('feed-source'));
  mount(app, setupRoutes.getFeedSource, get('feed-source'));
  mount(app, setupRoutes.putFeedSource, put('feed-source'));
}

function handlers({ db, clock }: GatewayDeps) {
  const list =
    <Kind extends Listed>(kind: Kind) =>
    async ({ actor, query }: ListInput) => {
      const { limit, after } = pageRequest(query, IdPlace);
      const wish = { search: query.search ?? null, active: query.active ?? null, after: after ?? null };
      const rows = await transaction(db, actor, (t) => searchEntries(t, kind, { ...wish, limit: limit + 1 }));
      const { items, nextCursor } = pageOf(rows, limit, (row) => row.id);
      return { status: 200, body: { items: items.map(view), nextCursor } } as const;
    };

  const get =
    <Kind extends Listed>(kind: Kind) =>
    async ({ actor, params, query }: GetInput) => {
      const { id } = params;
      const { version } = query;
      const entry = await transaction(db, actor, (t) =>
        version === undefined ? findEntry(t, kind, id) : findVersion(t, kind, id, version),
      );
      return { status: 200, ...shown(entry) } as const;
    };

  const put =
    <Kind extends Listed>(kind: Kind) =>
    async ({ actor, params, headers, body }: PutInput<Kind>) => {
      const tag = headers['if-match'];
      const ifMatch = tag === undefined ? null : Number(tag.slice(1, -1));
      const input = { kind, id: params.id, data: body, ifMatch, now: clock.now() };
      const { entry, isNew } = accepted(await publishEntry(db, actor, input));
      return { status: isNew ? 201 : 200, ...shown(entry) } as const;
    };

  return { list, get, put };
}

function mountCompany(app: Express, deps: GatewayDeps): void {
  const { db, clock } = deps;
  mount(app, setupRoutes.getCompany, async ({ actor }) => {
    const entry = await transaction(db, actor, (t) => findEntry(t, 'company', companyId));
    return { status: 200, ...shown(entry) };
  });

  mount(app, setupRoutes.putCompany, async ({ actor, body, ifMatch }) => {
    const before = await transaction(db, actor, (t) => findEntry(t, 'company', companyId));
    const { logoFileId } = body;
    if (logoFileId !== null && logoFileId !== before?.data.logoFileId) await requireLogo(deps, actor, logoFileId);
    const input = { kind: 'company', id: companyId, data: body, ifMatch, now: clock.now() } as const;
    const { entry } = accepted(await publishEntry(db, actor, input));
    return { status: 200, ...shown(entry) };
  });
}

/**
 * Asks the owner of files; a logo stays what it is, so once is enough. One of a customer would not be shown to everybody.
 * @throws ProblemError `company.logo-unknown`
 */
async function requireLogo({ urls, tokens }: GatewayDeps, actor: Actor, fileId: string): Promise<void> {
  const call = { url: urls.orders, contract: fileRoutes.describe, tokens, actor, request: { params: { fileId } } };
  const file = await callService(call).catch((thrown: unknown) => {
    if (thrown instanceof ProblemError && thrown.code === 'resource.unknown') return null;
    throw thrown;
  });
  if (file?.body.kind === 'logo' && file.body.customerId === null) return;
  const errors = [{ pointer: '#/logoFileId', message: message('company.logo-unknown') }];
  throw new ProblemError('company.logo-unknown', { errors });
}

/** @throws ProblemError `resource.unknown` without an entry */
function shown<Kind extends SetupKind>(entry: SetupEntry<Kind> | undefined) {
  if (entry === undefined) throw new ProblemError('resource.unknown');
  return { headers: tagOf(entry), body: view(entry) };
}

function view<Kind extends SetupKind>({ id, version, changedAt, data }: SetupEntry<Kind>): View<Kind> {
  return { id, version, changedAt, ...data };
}
