/** The ready-made queries over workflows, each counted by the server that answers them. */
import type { Express } from 'express';
import type { Client } from '@temporalio/client';

import { workflowQueryRoutes } from '#contracts/http/service-orders-workflow-queries.ts';
import { stageModelVersions } from '#db/queries/stage-models.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { workflowListLink } from '../present-order.ts';
import { workflowQueries } from '../workflow-queries.ts';
import type { StuckParts } from './service-orders-stuck.ts';

const countWithinMs = 3_000;

/** Mounts /v1/workflow-queries. */
export function mountWorkflowQueries(app: Express, { db, clock, client, links }: StuckParts): void {
  mount(app, workflowQueryRoutes.list, async ({ actor }) => {
    const models = await transaction(db, actor, stageModelVersions);
    const items = workflowQueries(models, clock.now()).map(async ({ id, query }) => {
      const temporal = workflowListLink(query, links);
      return { id, query, count: await countOf(client, query), temporal };
    });
    return { status: 200, body: { items: await Promise.all(items) } };
  });
}

/** Null when the server cannot be asked: the queries are good all the same. */
async function countOf(client: () => Client, query: string): Promise<number | null> {
  try {
    const temporal = client();
    const { count } = await temporal.withDeadline(Date.now() + countWithinMs, () => temporal.workflow.count(query));
    return count;
  } catch {
    return null;
  }
}
