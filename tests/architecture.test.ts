/** The shape of the tree: who may import whom and why, which names there are, and what only one place may do. */
import { describe, expect, test } from 'vitest';

import { areas, areasOf, serviceNames, serviceOfArea } from '#contracts/areas.ts';
import type { Area, ServiceName } from '#contracts/areas.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { filesUnder, foldersIn, modulesIn, resolved, sourceFiles, textOf } from './support/source-tree.ts';
import type { SourceFile, SourceImport } from './support/source-tree.ts';

interface Law {
  readonly imports: readonly string[];
  /** Of these, types only. */
  readonly types?: readonly string[];
  readonly why: string;
}

/** The import law. ARCHITECTURE.md shows it as a table. */
const law: Readonly<Record<string, Law>> = {
  domain: { imports: [], why: 'The domain decides from what it is given. Pass the value in.' },
  contracts: { imports: ['domain'], why: 'Contracts say what crosses a boundary, and nothing of how.' },
  workflows: {
    imports: ['contracts'],
    types: ['domain', 'activities'],
    why: 'Replayed code waits and asks; a rule in it would freeze open orders when the rule changes.',
  },
  db: { imports: ['domain', 'contracts'], why: 'The database remembers; it does not decide and calls nobody.' },
  platform: { imports: ['contracts'], why: 'Plumbing has no business word in it.' },
  transactions: {
    imports: ['domain', 'contracts', 'db'],
    why: 'A transaction is local: lock, load, decide, save. What lies behind a network is a workflow’s affair.',
  },
  activities: {
    imports: ['transactions', 'contracts', 'platform'],
    types: ['db'],
    why: 'Activities adapt transactions to Temporal and hold no statement of their own.',
  },
  services: {
    imports: ['activities', 'transactions', 'db', 'platform', 'contracts', 'domain'],
    why: 'Services are processes: they compose what lies below, each for its own areas.',
  },
  web: { imports: ['contracts', 'domain'], why: 'A page knows the contracts and asks the gateway for the rest.' },
  deploy: {
    imports: ['services', 'platform', 'db', 'contracts', 'domain'],
    types: ['activities'],
    why: 'Deploy starts and tends the product from outside.',
  },
  tests: {
    imports: [
      'deploy',
      'web',
      'services',
      'activities',
      'workflows',
      'transactions',
      'db',
      'platform',
      'contracts',
      'domain',
    ],
    why: 'Tests may look at everything.',
  },
};

/** Packages that a folder may use; folders that are not named may use any. */
const packagesOf: Readonly<Record<string, readonly string[]>> = {
  domain: ['temporal-polyfill'],
  contracts: ['zod'],
  workflows: ['@temporalio/workflow', '@temporalio/common', '@opentelemetry/api'],
};

/** Files named after something of an area that has a file of its own; every other name is an area, or begins with one. */
const areaOfNoun: Readonly<Record<string, Area>> = {
  'customer-schemas': 'customers',
  'sites-and-contacts': 'customers',
  commands: 'service-orders',
  files: 'service-orders',
  'order-lists': 'service-orders',
  'service-order-schemas': 'service-orders',
  'service-order-commands': 'service-orders',
  'stage-entries': 'service-orders',
  'stage-models': 'service-orders',
  reconciliation: 'service-orders',
  'repair-lines': 'repair',
  session: 'identity',
  invoices: 'invoicing',
  'price-lists': 'invoicing',
  proposals: 'invoicing',
};

/** Of contracts, what is not of one area. */
const sharedContracts = {
  'contracts/events': ['asyncapi', 'envelope', 'inbound', 'registry', 'series-event'],
  'contracts/http': ['feed-route', 'import-route', 'openapi', 'route', 'routes', 'schemas', 'series-route', 'stream'],
  'contracts/problems': ['catalogue', 'feed', 'import', 'problem'],
} as const;

/** The seed, and what plays with it from outside; a visit has statuses of its own that move `to` each other. */
const scriptsOfStages = [
  'domain/service-orders/default-stage-model.ts',
  'deploy/local/bench/',
  'deploy/local/demo',
  'domain/dispatch/visit.ts',
];

/** Every service keeps its own copy of the set-up, by these. */
const copyOfSetup = ['db/queries/setup-copy.ts', 'transactions/setup/apply-setup-event.ts'];

const folders = Object.keys(law);
const files = sourceFiles(folders);
const code = files.filter(({ folder, path }) => folder !== 'tests' && !path.endsWith('.gen.ts'));

describe('the import law', () => {
  test('a folder imports only what stands below it', () => {
    expect(files.flatMap((file) => file.imports.flatMap((each) => againstLaw(file, each)))).toEqual([]);
  });

  test('pure folders use only their packages', () => {
    const strangers = files.flatMap((file) =>
      file.imports
        .filter(({ specifier }) => !/^[.#]/.test(specifier))
        .filter(({ specifier }) => packagesOf[file.folder]?.includes(specifier) === false)
        .map(({ specifier }) => `${file.path} imports ${specifier}: ${law[file.folder]?.why}`),
    );
    expect(strangers).toEqual([]);
    const usersOfTemporal = code.filter((file) => importsFrom(file, 'temporal-polyfill'));
    expect(usersOfTemporal.every(({ path }) => path.startsWith('domain/sla/'))).toBe(true);
  });

  test('the table in ARCHITECTURE.md is the law', () => {
    const row = ([folder, { imports, types = [], why }]: readonly [string, Law]) => {
      const allowed = [...imports.map((name) => `\`${name}\``), ...types.map((name) => `types of \`${name}\``)];
      return `| \`${folder}\` | ${folder === 'tests' ? 'anything' : allowed.join(', ') || 'nothing'} | ${why} |`;
    };
    const written = textOf('ARCHITECTURE.md').replaceAll(/ {2,}/g, ' ');
    expect(Object.entries(law).filter((entry) => !written.includes(row(entry)))).toEqual([]);
  });

  test('a service imports only its own areas', () => {
    const foreign = code
      .filter(({ folder }) => folder === 'services')
      .flatMap((file) => importsOfAreas(file).map((each) => ({ ...each, service: file.path.split('/')[1] ?? '' })))
      .filter(({ area, service }) => isService(service) && serviceOfArea[area] !== service)
      .map(
        ({ file, target, service }) => `${file} imports ${target}, which is not of ${service}: ask its owner over HTTP`,
      );
    expect(foreign).toEqual([]);
  });

  test('nobody reads another service’s tables', () => {
    const foreign = code
      .filter(({ folder }) => folder === 'transactions')
      .flatMap((file) => importsOfAreas(file).map((each) => ({ ...each, own: areaOf(file.path.split('/')[1] ?? '') })))
      .filter(({ area, own }) => own !== undefined && serviceOfArea[area] !== serviceOfArea[own])
      .map(({ file, target }) => `${file} imports ${target}: those rows belong to another service`);
    expect(foreign).toEqual([]);
  });

  test('there are no barrels but workflows/index.ts', () => {
    const barrels = files.filter(
      ({ path, text, imports }) =>
        path !== 'workflows/index.ts' &&
        imports.some((each) => each.isReexport && !each.isType) &&
        !/\bfunction\b/.test(text),
    );
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });
});

describe('names', () => {
  test('areas are a closed list, spelled the same in every folder of the grid', () => {
    const known = new Set<string>(areas);
    const besides = { domain: ['shared'], 'db/migrations': ['foundation'], 'tests/domain': ['shared', 'replay'] };
    const strange = ['domain', 'transactions', 'db/migrations', 'web/features', 'tests/domain'].flatMap((grid) => {
      const exceptions: readonly string[] = Object.entries(besides).find(([name]) => name === grid)?.[1] ?? [];
      return foldersIn(grid)
        .filter((name) => !known.has(name) && !exceptions.includes(name))
        .map((name) => `${grid}/${name} is no area (contracts/areas.ts; a new one needs an ADR)`);
    });
    expect(strange).toEqual([]);
  });

  test('files that are kept by area carry its name', () => {
    const shared: Readonly<Record<string, readonly string[]>> = sharedContracts;
    const kept = [
      ...Object.keys(sharedContracts),
      'activities',
      'db/queries',
      ...serviceNames.map((name) => `services/${name}/routes`),
    ];
    const strange = kept.flatMap((folder) =>
      modulesIn(folder)
        .filter((name) => areaOf(name) === undefined && shared[folder]?.includes(name) !== true)
        .filter((name) => !(folder === 'services/gateway/routes' && name === 'stream'))
        .map((name) => `${folder}/${name}.ts belongs to no area`),
    );
    expect(strange).toEqual([]);
  });

  test('the services are those of the areas, and each is a folder with a main', () => {
    expect(new Set<string>(Object.values(serviceOfArea))).toEqual(new Set(serviceNames));
    expect(foldersIn('services')).toEqual([...serviceNames].toSorted());
    const mains = serviceNames.map((name) => `services/${name}/main.ts`);
    expect(mains.filter((main) => !files.some(({ path }) => path === main))).toEqual([]);
    expect(mains.filter((main) => textOf(main).split('\n').length > 61)).toEqual([]);
  });

  test('no file or folder is a drawer, and none is named after its history', () => {
    const drawers = /^(utils?|helpers?|common|misc|base|types|managers?|lib|core|old|new|v\d+|index|impl)$/;
    const tree = [...folders.filter((folder) => folder !== 'web'), 'docs'].flatMap(filesUnder);
    const bad = tree.filter((path) => path.split('/').some((part) => drawers.test(part.replace(/(\.\w+)+$/, ''))));
    expect(bad).toEqual(['workflows/index.ts']);
  });

  test('files are in kebab-case', () => {
    const name = /^(\d{12}_[a-z0-9_]+|[a-z0-9]+([-.][a-z0-9]+)*)\.(ts|tsx|mjs|css)$/;
    expect(code.filter(({ path }) => !name.test(path.split('/').at(-1) ?? '')).map(({ path }) => path)).toEqual([]);
  });
});

describe('what only one place may do', () => {
  test('code names no stage', () => {
    expect(code.flatMap(stageNames)).toEqual([]);
  });

  test('only the relay publishes to Kafka, and who sends its events again', () => {
    const users = code.filter((file) => importsFrom(file, 'kafkajs')).map(({ path }) => path);
    expect(users.filter((path) => !path.startsWith('platform/kafka/'))).toEqual([]);
    const producers = code.filter(({ text }) => /\.producer\(/.test(text)).map(({ path }) => path);
    expect(producers).toEqual(['platform/kafka/producer.ts']);
    const publishers = code.filter(({ text }) => /\bpublisher\.publish\(/.test(text)).map(({ path }) => path);
    expect(publishers.toSorted()).toEqual(['deploy/local/republish.ts', 'platform/kafka/event-relay.ts']);
  });

  test('the domain has no clock, no chance and no environment', () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bglobalThis\b|\basync\b|\bPromise\b|\bfetch\(/;
    const bad = code.filter(({ folder, text }) => folder === 'domain' && impure.test(withoutComments(text)));
    expect(bad.map(({ path }) => path)).toEqual([]);
  });

  test('the environment is read where a process begins', () => {
    const reasons: Readonly<Record<string, string>> = {
      'platform/telemetry.ts': 'is loaded before every main',
      'platform/logging.ts': 'keeps test runs silent',
      'platform/http/app.ts': 'lets tests check every answer against its contract',
    };
    const readers = code
      .filter(({ text }) => /\bprocess\.env\b/.test(withoutComments(text)))
      .map(({ path }) => path)
      .filter((path) => !path.startsWith('deploy/') && !/^services\/\w+\/main\.ts$/.test(path));
    expect(readers.filter((path) => reasons[path] === undefined)).toEqual([]);
  });

  test('zod stays out of the workflow bundle', () => {
    const inBundle = new Set<string>();
    const visit = (path: string): void => {
      const file = files.find((each) => each.path === path);
      if (file === undefined || inBundle.has(path)) return;
      inBundle.add(path);
      for (const { specifier, isType } of file.imports) if (!isType) visit(target(file, specifier));
    };
    visit('workflows/index.ts');
    const heavy = [...inBundle].filter((path) => files.some((file) => file.path === path && importsFrom(file, 'zod')));
    expect(heavy).toEqual([]);
  });
});

function againstLaw(file: SourceFile, each: SourceImport): readonly string[] {
  const why = each.specifier.startsWith('.') ? againstRelative(file, each.specifier) : againstTable(file, each);
  return why === undefined ? [] : [`${file.path} imports ${each.specifier}: ${why}`];
}

function againstRelative(file: SourceFile, specifier: string): string | undefined {
  const to = resolved(file, specifier).split('/')[0] ?? '';
  return to === file.folder || to === 'package.json' ? undefined : `another folder is written #${to}/…`;
}

function againstTable({ folder }: SourceFile, { specifier, isType }: SourceImport): string | undefined {
  const to = /^#([a-z]+)\//.exec(specifier)?.[1];
  if (to === undefined || (folder === 'tests' && specifier.startsWith('#tests/support/'))) return undefined;
  if (to === folder) return 'inside a folder imports are relative';
  const { imports, types = [], why } = law[folder] ?? { imports: [], why: 'It is in no folder of the law.' };
  return imports.includes(to) || (isType && types.includes(to)) ? undefined : why;
}

/** Imports of files that belong to an area: transactions, queries and activities. */
function importsOfAreas(file: SourceFile) {
  return file.imports.flatMap(({ specifier }) => {
    const path = target(file, specifier);
    const name = /^(?:transactions\/([a-z-]+)\/|db\/queries\/([a-z-]+)\.|activities\/([a-z-]+)\.)/.exec(path);
    const area = areaOf(name?.slice(1).find((part) => part !== undefined) ?? '');
    return area === undefined || copyOfSetup.includes(path) ? [] : [{ file: file.path, target: path, area }];
  });
}

function target(file: SourceFile, specifier: string): string {
  return specifier.startsWith('.') ? resolved(file, specifier) : specifier.replace(/^#/, '');
}

/** The area that a name says: its own, its noun's, or the one it begins with. */
function areaOf(name: string): Area | undefined {
  const exact = areas.find((area) => area === name) ?? areaOfNoun[name];
  return exact ?? areas.find((area) => name.startsWith(`${area}-`));
}

function isService(name: string): name is ServiceName {
  return serviceNames.some((each) => each === name && areasOf(each).length > 0);
}

function importsFrom(file: SourceFile, name: string): boolean {
  return file.imports.some(({ specifier }) => specifier === name);
}

/**
 * A stage's id as a literal: for words that mean nothing else anywhere, for the others (a line is planned, a visit is cancelled)
 * where a stage is compared or told.
 */
function stageNames({ path, text }: SourceFile): readonly string[] {
  if (scriptsOfStages.some((place) => path.startsWith(place))) return [];
  const ids = defaultStageModel.stages.map(({ id }) => id);
  const any = ids.join('|');
  const onlyStages = ids.filter((id) => ['in-progress', 'dispatched', 'completed'].includes(id)).join('|');
  const patterns = [
    `'(?:${onlyStages})'`,
    `\\b[sS]tage(?:Id)?\\s*[!=]==?\\s*'(?:${any})'`,
    `'(?:${any})'\\s*[!=]==?\\s*[\\w.?]*\\b[sS]tage(?:Id)?\\b`,
    `\\b(?:stage|stageId|from|to|fromStage|toStage)\\??:\\s*'(?:${any})'`,
    `\\bstages?\\.includes\\(\\s*'(?:${any})'`,
  ];
  const found = [...withoutComments(text).matchAll(new RegExp(patterns.join('|'), 'g'))];
  return found.map(([words]) => `${path} names a stage: ${words}`);
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}
