/** Temporal: the server that `TEMPORAL_ADDRESS` names, else a server of our own whose database is a file. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { tiers } from '../child.ts';
import { findTemporal } from './temporal-binary.ts';
import type { Part, PartRequest } from './part.ts';

export interface TemporalAddress {
  /** host:port of the frontend. */
  readonly address: string;
  /** Where the UI answers; '' when nobody said. */
  readonly uiUrl: string;
}

export interface TemporalRequest extends PartRequest {
  readonly port: number;
  readonly uiPort: number;
  readonly metricsPort: number;
}

/**
 * Makes Temporal ready to be started.
 * @throws PartMissing when no way works
 */
export async function prepareTemporal(request: TemporalRequest): Promise<Part<TemporalAddress>> {
  const given = request.env['TEMPORAL_ADDRESS'];
  if (given !== undefined && given !== '') {
    return { address: { address: given, uiUrl: request.env['TEMPORAL_UI_URL'] ?? '' } };
  }
  const program = await findTemporal(request.env, request.say);
  const address = `127.0.0.1:${request.port}`;
  mkdirSync(join(request.dir, 'temporal'), { recursive: true, mode: 0o700 });
  return {
    address: { address, uiUrl: `http://127.0.0.1:${request.uiPort}` },
    child: {
      name: 'temporal',
      tier: tiers.temporal,
      command: program,
      args: serverArguments(request),
      cwd: request.dir,
      env: request.env,
      logFile: join(request.dir, 'logs', 'temporal.log'),
      stopSignal: 'SIGTERM',
      stopWithinMs: 15_000,
      readyWithinMs: 60_000,
      isReady: () => answers(address),
    },
  };
}

/**
 * The development server reads its search attributes from the database at every use, so that new ones are known at once;
 * a namespace of Callout's is proved usable before it is used. A server of one's own does not do so either.
 */
const cachedAttributes = 'system.forceSearchAttributesCacheRefreshOnRead=false';

/** With a write-ahead log a commit waits for one write to the disk instead of several, and is as safe: half as many orders again in the same time. */
const durability = ['journal_mode=wal', 'synchronous=full'];

function serverArguments(request: TemporalRequest): readonly string[] {
  const values = {
    'db-filename': join(request.dir, 'temporal', 'temporal.sqlite'),
    ip: '127.0.0.1',
    port: String(request.port),
    'ui-ip': '127.0.0.1',
    'ui-port': String(request.uiPort),
    'metrics-port': String(request.metricsPort),
    'log-level': 'warn',
    'dynamic-config-value': cachedAttributes,
  };
  return [
    'server',
    'start-dev',
    ...Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]),
    ...durability.flatMap((pragma) => ['--sqlite-pragma', pragma]),
  ];
}

async function answers(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.listNamespaces({ pageSize: 1 }));
  } finally {
    await connection.close();
  }
}
