/** Vitest's global set-up for tests that need a database: one server a run, with a migrated database to clone. */
import type { TestProject } from 'vitest/node';

import { startTemporaryPostgres } from '#deploy/generate/temporary-postgres.ts';
import type { TemporaryPostgres } from '#deploy/generate/temporary-postgres.ts';
import { forgetAtPowerLoss, makeTemplate } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresAdminUrl: string;
  }
}

let server: TemporaryPostgres | undefined;

/** Starts the server, unless CALLOUT_TEST_DATABASE_URL names an administrator's URL of one that may be used. */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env['CALLOUT_TEST_DATABASE_URL'];
  if (given === undefined) server = await startTemporaryPostgres();
  const adminUrl = given ?? server?.adminUrl ?? '';
  if (server !== undefined) await forgetAtPowerLoss(adminUrl);
  await makeTemplate(adminUrl);
  project.provide('postgresAdminUrl', adminUrl);
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
