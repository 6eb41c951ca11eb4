/** The images: docker-compose.yml and the Dockerfile say of the product what the code says. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { areas, serviceNames, serviceOfArea } from '#contracts/areas.ts';
import { readComposeServices } from '#deploy/local/compose.ts';
import { portsFrom } from '#deploy/local/ports.ts';
import { loadServiceConfig, serviceEnvironment, sharedEnvironment, variableOf } from '#platform/config.ts';
import { providerEnvironment } from '#services/gateway/provider.ts';
import { filesUnder, resolved, sourceFiles, textOf } from '#tests/support/source-tree.ts';
import manifest from '../../package.json' with { type: 'json' };

const environment = z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({});
const entry = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment,
  ports: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});
const compose = z
  .object({ services: z.record(z.string(), entry), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(textOf('docker-compose.yml'), { merge: true }));
const entries = Object.entries(compose.services);
const servers = ['kafka', 'migrate', 'postgres', 'temporal', 'temporal-ui'];

/** What deploy/docker/make-env.sh writes. */
const secrets = Object.fromEntries([
  ['POSTGRES_PASSWORD', 'a'],
  ['TEMPORAL_DB_PASSWORD', 'b'],
  ['CALLOUT_SERVICE_KEY', 'c'.repeat(48)],
  ...serviceNames.map((name) => [
    variableOf(name, 'DATABASE_URL'),
    `postgres://callout_${name}:d@postgres:5432/callout`,
  ]),
]);

describe('docker-compose.yml', () => {
  test('has one entry for each service, and the servers that they need', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual([...serviceNames, ...servers].toSorted());
    expect(new Set(areas.map((area) => serviceOfArea[area]))).toEqual(new Set(serviceNames));
  });

  test.each(serviceNames)('runs %s by its main, with telemetry first', (name) => {
    const command = ['node', '--import', './platform/telemetry.ts', `services/${name}/main.ts`];
    expect(compose.services[name]?.command).toEqual(command);
    expect(compose.services[name]?.depends_on['migrate']?.condition).toBe('service_completed_successfully');
  });

  test('gives every service the environment that it reads, and nothing that it does not know', () => {
    for (const { name, environment: given } of readComposeServices('docker-compose.yml', secrets)) {
      const config = loadServiceConfig(name, given);
      expect(config.port).toBe(portsFrom(8080)[name]);
      expect(config.urls[name]).toBe(`http://${name}:${config.port}`);
      expect(config.host).toBe('0.0.0.0');
      const known = [
        ...Object.keys(sharedEnvironment),
        ...serviceNames.map((each) => variableOf(each, 'URL')),
        ...['PORT', 'DATABASE_URL'].map((each) => variableOf(name, each)),
        ...(name === 'gateway' ? Object.keys(providerEnvironment) : []),
        'OTEL_SERVICE_NAME',
      ];
      expect(Object.keys(given).filter((variable) => !known.includes(variable))).toEqual([]);
      expect(serviceEnvironment(name).safeParse({}).success).toBe(false);
    }
  });

  test('takes every address from the terminal, so that the same entries run on one machine', () => {
    for (const name of serviceNames) {
      const fixed = Object.entries(compose.services[name]?.environment ?? {})
        .filter(([variable]) => variable !== 'OTEL_SERVICE_NAME')
        .filter(([variable, value]) => !value.startsWith(`\${${variable}:`));
      expect(fixed).toEqual([]);
    }
  });

  test('gives only the one-shot migrate the administrator’s URL and the owners’', () => {
    const withUrls = entries.filter(([, each]) =>
      Object.keys(each.environment).some((name) => name === 'DATABASE_URL' || name.endsWith('_OWNER_DATABASE_URL')),
    );
    expect(withUrls.map(([name]) => name)).toEqual(['migrate']);
    const foreign = serviceNames.flatMap((name) =>
      Object.keys(compose.services[name]?.environment ?? {})
        .filter((variable) => variable.endsWith('_DATABASE_URL'))
        .filter((variable) => variable !== variableOf(name, 'DATABASE_URL')),
    );
    expect(foreign).toEqual([]);
  });

  test('has no password that works without being made', () => {
    const kept = entries.flatMap(([name, each]) =>
      Object.entries(each.environment)
        .filter(([variable]) => /PASSWORD|PWD|_KEY$|DATABASE_URL$/.test(variable))
        .filter(([, value]) => !/\$\{\w+:\?/.test(value))
        .map(([variable]) => `${name}: ${variable}`),
    );
    expect(kept).toEqual([]);
    const script = textOf('deploy/docker/make-env.sh');
    const demanded = [...textOf('docker-compose.yml').matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name);
    const made = (name: string) => script.includes(`${name}=`) || /^[A-Z]+(_OWNER)?_DATABASE_URL$/.test(name);
    expect(demanded.filter((name) => !made(name))).toEqual([]);
    expect(() => readComposeServices('docker-compose.yml', {})).toThrow('make-env.sh');
  });

  test('opens ports on this machine alone, and watches over what runs', () => {
    const ports = entries.flatMap(([, each]) => each.ports);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    const unwatched = entries.filter(([, each]) => each.healthcheck === undefined).map(([name]) => name);
    expect(unwatched.toSorted()).toEqual(['migrate', 'temporal-ui']);
  });
});

describe('the Dockerfile', () => {
  const lines = textOf('deploy/docker/Dockerfile').split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const copied = last.flatMap((line) => (/^COPY (?!--)(.+) \S+$/.exec(line)?.[1] ?? '').split(' ').filter(Boolean));

  test('is built on the Node that the product runs on, and runs as nobody special', () => {
    const bases = lines.flatMap((line) => /^FROM (\S+)/.exec(line)?.[1] ?? []);
    expect(new Set(bases)).toEqual(new Set([`node:${manifest.devDependencies.node.split('.')[0]}-bookworm-slim`]));
    expect(last).toContain('USER node');
  });

  test('copies what is there, and what the ignore file lets through', () => {
    expect(copied.filter((name) => !name.endsWith('.json') && filesUnder(name).length === 0)).toEqual([]);
    const allowed = textOf('.dockerignore').split('\n');
    expect(copied.filter((name) => !allowed.includes(`!${name}`))).toEqual([]);
  });

  test('holds everything that its commands import, with packages that are no tools', () => {
    const files = sourceFiles(copied.filter((name) => !name.endsWith('.json')));
    const commands = [
      ...entries.flatMap(([, { command = [] }]) => command.filter((word) => word.endsWith('.ts'))),
      /"(deploy\/[^"]+\.ts)"/.exec(last.find((line) => line.startsWith('CMD')) ?? '')?.[1] ?? '',
    ];
    const seen = new Set<string>();
    const packages = new Set<string>();
    const missing: string[] = [];
    const visit = (path: string): void => {
      if (seen.has(path) || path === 'package.json') return;
      seen.add(path);
      const file = files.find((each) => each.path === path);
      if (file === undefined) missing.push(path);
      for (const { specifier, isType } of file?.imports ?? []) {
        if (isType || specifier.startsWith('node:')) continue;
        if (specifier.startsWith('.') && file !== undefined) visit(resolved(file, specifier));
        else if (specifier.startsWith('#')) visit(specifier.slice(1));
        else
          packages.add(
            specifier
              .split('/')
              .slice(0, specifier.startsWith('@') ? 2 : 1)
              .join('/'),
          );
      }
    };
    for (const command of commands) visit(command.replace(/^\.\//, ''));
    expect(missing).toEqual([]);
    expect([...packages].filter((name) => !(name in manifest.dependencies))).toEqual([]);
  });
});
