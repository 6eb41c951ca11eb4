/** Vitest's global set-up for tests that need servers: one PostgreSQL, Temporal and Kafka for the whole run, shared by all projects. */
import type { TestProject } from 'vitest/node';

import { Installation } from '#deploy/local/installation.ts';
import { reserveFreePorts } from '#deploy/local/ports.ts';
import { sayOnTerminal } from '#deploy/local/progress.ts';
import type { Servers } from '#deploy/local/servers.ts';
import { makeTemporaryFolder, removeFolder, sweepAbandonedFolders } from '#deploy/local/temporary-folder.ts';
import { forgetAtPowerLoss, makeTemplate } from './support/database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    servers: Servers;
  }
  // One run has several projects, each of which loads this file by itself: what they share hangs on the process.
}

interface SharedServers {
  readonly started: Promise<{ readonly servers: Servers; readonly stop: () => Promise<void> }>;
  users: number;
}

declare global {
  var calloutTestServers: SharedServers | undefined;
}

/** Starts the servers, or takes those that another project of this run has started. */
export async function setup(project: TestProject): Promise<void> {
  globalThis.calloutTestServers ??= { started: startShared(), users: 0 };
  globalThis.calloutTestServers.users += 1;
  const { servers } = await globalThis.calloutTestServers.started;
  project.provide('servers', servers);
  project.provide('postgresAdminUrl', servers.adminDatabaseUrl);
}

/** Stops the servers after the last project. */
export async function teardown(): Promise<void> {
  const shared = globalThis.calloutTestServers;
  if (shared === undefined) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  globalThis.calloutTestServers = undefined;
  await (await shared.started).stop();
}

async function startShared() {
  const startedAt = Date.now();
  await sweepAbandonedFolders(sayOnTerminal);
  const dir = makeTemporaryFolder('servers');
  const { ports, release } = await reserveFreePorts();
  const installation = new Installation({
    dir,
    ports,
    database: 'callout',
    namespace: 'callout',
    topicPrefix: '',
    shape: 'in-process',
    env: process.env,
    say: sayOnTerminal,
  });
  const stop = async () => {
    await installation.stop();
    removeFolder(dir);
    release();
  };
  try {
    sayOnTerminal('Starting PostgreSQL, Kafka and Temporal for the tests');
    await installation.startServers();
    const { adminDatabaseUrl } = installation.servers;
    if (installation.supervisor.children().some(({ name }) => name === 'postgres'))
      await forgetAtPowerLoss(adminDatabaseUrl);
    await makeTemplate(adminDatabaseUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  sayOnTerminal(`Servers are ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return { servers: installation.servers, stop };
}
