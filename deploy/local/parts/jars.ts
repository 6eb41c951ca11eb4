/** Java programs from Maven Central, exactly those of the lock file. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { cacheFolder, installOnce } from '../cache.ts';
import { longStep } from '../progress.ts';
import type { Say } from '../progress.ts';
import { onPath, runCommand } from '../run-command.ts';

const jarSchema = z.object({
  group: z.string(),
  artifact: z.string(),
  version: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const lockSchema = z.record(z.string(), z.object({ megabytes: z.number(), jars: z.array(jarSchema) }));

export type Jar = z.infer<typeof jarSchema>;
export type JarSet = z.infer<typeof lockSchema>[string];

const lockFile = join(import.meta.dirname, '..', '..', 'kafka', 'jars.lock.json');
const centralRepository = 'https://repo.maven.apache.org/maven2';
const downloadsAtOnce = 6;
const downloadWithinMs = 120_000;

/**
 * The folder with the jars of `program` (a name in the lock file), fetched at first use and proven by their sha256.
 * A repository named by MAVEN_REPOSITORY_URL comes first; else Maven, where it is installed, because it knows the mirrors and proxies of the place; else HTTPS.
 * @throws Error when no way works, or a jar is not the locked one
 */
export async function jarFolder(program: string, env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const wanted = lockedJars(program);
  const name = `${program}-${fingerprint(wanted.jars)}`;
  return installOnce(join(cacheFolder(env), 'jars', name), say, (empty) =>
    longStep(say, `${program}: fetching ${wanted.jars.length} jars (${wanted.megabytes} MB)`, (detail) =>
      fetchJars(wanted.jars, empty, env, detail),
    ),
  );
}

/** The locked jars of one program. */
export function lockedJars(program: string): JarSet {
  const found = lockSchema.parse(JSON.parse(readFileSync(lockFile, 'utf8')))[program];
  if (found === undefined) throw new Error(`${lockFile} locks no jars for ${program}.`);
  return found;
}

/** A jar's name in a folder of jars. */
export function jarFile(jar: Pick<Jar, 'artifact' | 'version'>): string {
  return `${jar.artifact}-${jar.version}.jar`;
}

async function fetchJars(
  jars: readonly Jar[],
  folder: string,
  env: NodeJS.ProcessEnv,
  detail: (text: string) => void,
): Promise<void> {
  const repository = env['MAVEN_REPOSITORY_URL'];
  const maven = onPath('mvn', env);
  const byHttps = () => fetchByHttps(jars, folder, repository ?? centralRepository, detail);
  const byMaven = (mvn: string) => fetchByMaven(jars, folder, mvn, env, detail);
  if (maven === undefined || repository !== undefined) await byHttps().catch((error) => retryBy(maven, byMaven, error));
  else await byMaven(maven).catch(byHttps);
  for (const jar of jars) verify(jar, join(folder, jarFile(jar)));
}

async function retryBy(
  maven: string | undefined,
  byMaven: (mvn: string) => Promise<void>,
  error: unknown,
): Promise<void> {
  if (maven === undefined) throw error;
  await byMaven(maven);
}

async function fetchByHttps(
  jars: readonly Jar[],
  folder: string,
  repository: string,
  detail: (text: string) => void,
): Promise<void> {
  const waiting = [...jars];
  const takeNext = async (): Promise<void> => {
    for (let jar = waiting.pop(); jar !== undefined; jar = waiting.pop()) {
      const path = [...jar.group.split('.'), jar.artifact, jar.version, jarFile(jar)].join('/');
      const response = await fetch(`${repository.replace(/\/$/, '')}/${path}`, {
        signal: AbortSignal.timeout(downloadWithinMs),
      });
      if (!response.ok) throw new Error(`${path}: the repository answered ${response.status}`);
      writeFileSync(join(folder, jarFile(jar)), Buffer.from(await response.arrayBuffer()));
      detail(`${jars.length - waiting.length} of ${jars.length}`);
    }
  };
  await Promise.all(Array.from({ length: downloadsAtOnce }, takeNext));
}

async function fetchByMaven(
  jars: readonly Jar[],
  folder: string,
  maven: string,
  env: NodeJS.ProcessEnv,
  detail: (text: string) => void,
): Promise<void> {
  const work = join(folder, 'maven');
  mkdirSync(work);
  writeFileSync(join(work, 'pom.xml'), projectFile(jars));
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  await runCommand(maven, ['--batch-mode', '-Dstyle.color=never', goal, `-DoutputDirectory=${join(work, 'jars')}`], {
    cwd: work,
    env,
    onLine: detail,
  });
  for (const jar of jars) copyFileSync(join(work, 'jars', jarFile(jar)), join(folder, jarFile(jar)));
}

/** A Maven project that depends on exactly these jars and on nothing that they name. */
function projectFile(jars: readonly Jar[]): string {
  const dependencies = jars.map(
    (jar) => `    <dependency>
      <groupId>${jar.group}</groupId><artifactId>${jar.artifact}</artifactId><version>${jar.version}</version>
      <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
    </dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>callout</groupId><artifactId>jars</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
${dependencies.join('\n')}
  </dependencies>
</project>
`;
}

function verify(jar: Jar, file: string): void {
  if (!existsSync(file)) throw new Error(`${basename(file)} was not fetched.`);
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (sha256 !== jar.sha256) throw new Error(`${basename(file)} is not the locked one: its sha256 is ${sha256}.`);
}

function fingerprint(jars: readonly Jar[]): string {
  return createHash('sha256').update(JSON.stringify(jars)).digest('hex').slice(0, 12);
}
