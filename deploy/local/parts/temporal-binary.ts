/** The Temporal CLI, which is also the server: from TEMPORAL_CLI_PATH, PATH, our cache, the SDK's download, or the Go toolchain. */
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, installOnce } from '../cache.ts';
import { longStep } from '../progress.ts';
import type { Say } from '../progress.ts';
import { isExecutable, onPath, runCommand } from '../run-command.ts';
import { PartMissing, reasonOf } from './part.ts';

// The newest release that go install takes: later ones carry a replace directive. Server 1.29.1, UI 2.42.1.
const version = 'v1.5.1';
const goPackage = `github.com/temporalio/cli/cmd/temporal@${version}`;
const downloadHost = 'https://temporal.download';
const reachableWithinMs = 3_000;
const downloadWithinMs = 180_000;

const waysToSupply = [
  'TEMPORAL_ADDRESS=host:port of a Temporal server that you run',
  'TEMPORAL_CLI_PATH=/path/of/temporal, or the program temporal on PATH (https://docs.temporal.io/cli)',
  'install Go 1.23 or newer: Callout then builds the program once (3 minutes)',
];

/**
 * The path of a `temporal` program.
 * @throws PartMissing when there is none and none can be fetched
 */
export async function findTemporal(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const named = env['TEMPORAL_CLI_PATH'];
  if (named !== undefined && named !== '') {
    if (isExecutable(named)) return named;
    throw new PartMissing('Temporal', [`TEMPORAL_CLI_PATH=${named} is no program`], waysToSupply);
  }
  const installed = onPath('temporal', env);
  if (installed !== undefined) return installed;
  const folder = join(cacheFolder(env), 'temporal', version);
  const program = join(folder, 'temporal');
  if (isExecutable(program)) return program;
  await installOnce(folder, say, async (empty) => {
    const tried: string[] = [];
    for (const way of [fetchBySdk, buildByGo]) {
      try {
        await way(empty, env, say);
        return;
      } catch (error) {
        tried.push(reasonOf(error));
      }
    }
    throw new PartMissing('Temporal', tried, waysToSupply);
  });
  return program;
}

/** The SDK's own way to a server for tests: a download that it keeps. Asked first whether its host answers, because it tries for minutes otherwise. */
async function fetchBySdk(folder: string, _env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  await fetch(downloadHost, { method: 'HEAD', signal: AbortSignal.timeout(reachableWithinMs) }).catch(() => {
    throw new Error(`the SDK's download: ${downloadHost} does not answer`);
  });
  await longStep(say, `Temporal: fetching the server ${version} (60 MB)`, async () => {
    const script = `
      const { TestWorkflowEnvironment } = await import('@temporalio/testing');
      const executable = { type: 'cached-download', downloadDir: process.argv[1], version: process.argv[2], ttl: '1 year' };
      await (await TestWorkflowEnvironment.createLocal({ server: { executable } })).teardown();`;
    await runCommand(process.execPath, ['--input-type=module', '--eval', script, folder, version], {
      cwd: join(import.meta.dirname, '..', '..', '..'),
      timeoutMs: downloadWithinMs,
    });
    const fetched = readdirSync(folder).find((file) => isExecutable(join(folder, file)));
    if (fetched === undefined) throw new Error("the SDK's download left no program");
    renameSync(join(folder, fetched), join(folder, 'temporal'));
  });
}

async function buildByGo(folder: string, env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const go = onPath('go', env) ?? (existsSync('/usr/local/go/bin/go') ? '/usr/local/go/bin/go' : undefined);
  if (go === undefined) throw new Error('go install: there is no Go on PATH');
  await longStep(say, `Temporal: building the server ${version} by go install (3 minutes, once)`, (detail) =>
    // Without debugging tables: 175 instead of 250 MB.
    runCommand(go, ['install', '-v', '-ldflags', '-s -w', goPackage], {
      env: { ...env, GOBIN: folder, CGO_ENABLED: '0' },
      onLine: detail,
    }),
  );
}
