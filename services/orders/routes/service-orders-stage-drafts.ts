/** Routes of drafts of stage models, and of the versions that were published. */
import type { Express } from 'express';

import { stageDraftRoutes as routes, StageModelDraft } from '#contracts/http/service-orders-stage-drafts.ts';
import { StageModel } from '#contracts/http/stage-models.ts';
import { idempotent } from '#db/idempotency.ts';
import {
  deleteStageDraft,
  findStageDraft,
  stageDrafts,
  stageVersions,
} from '#db/queries/service-orders-stage-drafts.ts';
import { transaction } from '#db/transaction.ts';
import { accept } from '#domain/shared/decision.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { keepStageDraft, publishStageDraft } from '#transactions/service-orders/stage-drafts.ts';
import type { RouteParts } from '../kept-rows.ts';
import { invalidStageModel } from './stage-models.ts';

/** Mounts preparing and publishing of stage models. */
export function mountStageDrafts(app: Express, parts: RouteParts): void {
  const { db, clock } = parts;
  mount(app, routes.versions, async ({ actor, params }) => {
    const items = await transaction(db, actor, (t) => stageVersions(t, params.id));
    if (items.length === 0) throw new ProblemError('resource.unknown');
    return { status: 200, body: { items: [...items] } };
  });
  mount(app, routes.list, async () => {
    const drafts = await stageDrafts(db);
    return { status: 200, body: { items: drafts.map((draft) => StageModelDraft.parse(draft)) } };
  });
  mount(app, routes.read, async ({ params }) => {
    const draft = await findStageDraft(db, params.id);
    if (draft === undefined) throw new ProblemError('resource.unknown');
    return { status: 200, body: StageModelDraft.parse(draft) };
  });
  mount(app, routes.save, async ({ actor, params, body }) => {
    const kept = await transaction(db, actor, async (t) =>
      accepted(await keepStageDraft(t, actor, { ...params, ...body }, clock.now())),
    );
    return { status: 200, body: StageModelDraft.parse(kept.draft) };
  });
  mount(app, routes.discard, async ({ actor, params }) => {
    await transaction(db, actor, (t) => deleteStageDraft(t, params.id));
    return { status: 204 };
  });
  mountPublishing(app, parts);
}

function mountPublishing(app: Express, { db, clock }: RouteParts): void {
  mount(app, routes.publish, async ({ actor, params, body, key }) => {
    const request = { route: routes.publish.id, key, asks: { ...params, ...body } };
    const { model } = await transaction(db, actor, async (t) => {
      const decided = await idempotent(t, request, async () => {
        const published = await publishStageDraft(t, actor, { ...params, ...body }, clock.now());
        if (!published.ok && 'faults' in published) throw invalidStageModel(published.model, published.faults);
        return published.ok ? accept({ model: StageModel.parse(published.model) }) : published;
      });
      return accepted(decided);
    });
    return { status: 201, body: model };
  });
}
