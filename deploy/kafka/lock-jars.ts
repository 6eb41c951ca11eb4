/** Writes jars.lock.json: resolves each program by Maven and records what it consists of. For maintainers, when a version changes: node deploy/kafka/lock-jars.ts */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import { runCommand } from '../local/run-command.ts';

// log4j-slf4j-impl: the broker writes its log by slf4j 1.7, and its own list of dependencies leaves the binding to the distribution.
const programs = {
  kafka: ['org.apache.kafka:kafka_2.13:4.1.0', 'org.apache.logging.log4j:log4j-slf4j-impl:2.24.3'],
  'temporal-test-server': ['io.temporal:temporal-test-server:1.31.0'],
};

const lock = Object.fromEntries(
  await Promise.all(
    Object.entries(programs).map(async ([program, coordinates]) => [program, await resolveJars(coordinates)] as const),
  ),
);
writeFileSync(join(import.meta.dirname, 'jars.lock.json'), `${JSON.stringify(lock, null, 2)}\n`);

async function resolveJars(coordinates: readonly string[]) {
  const work = mkdtempSync(join(tmpdir(), 'callout-jars-'));
  try {
    writeFileSync(join(work, 'pom.xml'), projectFile(coordinates));
    const options = ['-DincludeScope=runtime', '-Dmdep.useRepositoryLayout=true', '-DoutputDirectory=jars'];
    await runCommand('mvn', ['--batch-mode', '--quiet', 'dependency:copy-dependencies', ...options], { cwd: work });
    const files = readdirSync(join(work, 'jars'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.jar'))
      .toSorted();
    const contents = files.map((file) => readFileSync(join(work, 'jars', file)));
    const bytes = contents.reduce((sum, content) => sum + content.length, 0);
    const jars = files.map((file, index) => lockEntry(file, contents[index] ?? Buffer.alloc(0)));
    return { megabytes: Math.round(bytes / 1_000_000), jars };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function lockEntry(file: string, content: Buffer) {
  const folders = relative('', file).split(sep).slice(0, -1);
  const [artifact, version] = folders.slice(-2);
  const group = folders.slice(0, -2).join('.');
  if (basename(file) !== `${artifact}-${version}.jar`)
    throw new Error(`${file} has a classifier, which the lock file cannot hold.`);
  return { group, artifact, version, sha256: createHash('sha256').update(content).digest('hex') };
}

function projectFile(coordinates: readonly string[]): string {
  const dependencies = coordinates.map((coordinate) => {
    const [group, artifact, version] = coordinate.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>callout</groupId><artifactId>jars</artifactId><version>1</version>
  <dependencies>${dependencies.join('')}</dependencies>
</project>`;
}
