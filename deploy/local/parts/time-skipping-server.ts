/** The test server of Temporal's Java SDK, which skips time: a script that the TypeScript SDK starts like its own download. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache.ts';
import type { Say } from '../progress.ts';
import { jarFolder } from './jars.ts';
import { findJava } from './java.ts';

/**
 * The path of an executable for `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`.
 * @throws PartMissing when there is no Java, Error when its jars cannot be fetched
 */
export async function timeSkippingServer(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const java = await findJava(env, say);
  const jars = await jarFolder('temporal-test-server', env, say);
  const folder = join(cacheFolder(env), 'programs');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'temporal-test-server');
  const beside = `${program}.${process.pid}`;
  const command = [java, '-Xmx256m', '-cp', join(jars, '*'), 'io.temporal.testserver.TestServer'].map(quote).join(' ');
  writeFileSync(beside, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  renameSync(beside, program);
  return program;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
