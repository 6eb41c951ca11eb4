/** Imports at scale: customers, sites and items with some bad rows come in, the bad ones are listed, and again changes nothing. */
import { customersImportRoutes } from '#contracts/http/customers-import.ts';
import type { ImportReport, importRoute } from '#contracts/http/import-route.ts';
import { inventoryImportRoutes } from '#contracts/http/inventory-import.ts';
import { memoryMiB } from '#deploy/local/bench/stack-memory.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { fileSender } from '../support/import-files.ts';
import type { SendFile } from '../support/import-files.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

/** A small heap, so that what is kept shows and what is only not collected yet does not. */
export const needs: AcceptNeeds = { shape: 'one-process', env: { NODE_OPTIONS: '--max-old-space-size=320' } };

const rowsOf: Readonly<Record<AcceptSize, number>> = { short: 200, full: 10_000 };
const longestSeconds = 60;
/** What the product may grow by while files come in, beside what files of a tenth have cost. In MiB. */
const mostGrowth = 60;
const sampleMs = 250;
/** Where the rows begin that only warm up. */
const beyondAll = 1_000_000;
/** One row of a hundred is bad. */
const isBad = (index: number) => index % 100 === 50;

interface File {
  readonly name: string;
  readonly contract: ReturnType<typeof importRoute>;
  readonly head: string;
  /** A row, or one that cannot be taken. */
  readonly row: (index: number, isBad: boolean) => string;
}

const files: readonly File[] = [
  {
    name: 'customers',
    contract: customersImportRoutes.customers,
    head: 'External id,Name,Street,Postal code,Town,Country,E-mail address,Days to pay',
    row: (index, bad) =>
      `load-${index},"Example works, plant ${index}",Test street ${index},1010,Sampleton,${bad ? 'Austria' : 'AT'},office-${index}@works.example,14`,
  },
  {
    name: 'sites',
    contract: customersImportRoutes.sites,
    head: 'External id,Customer (external id),Name,Time zone',
    // The customer of a bad row is not there: its own row was bad.
    row: (index) => `load-${index}-1,load-${index},Hall ${index},Europe/Vienna`,
  },
  {
    name: 'items',
    contract: inventoryImportRoutes.items,
    head: 'External id;Name;Unit;Offered',
    row: (index, bad) => `load-${index};Example part ${index};pcs;${bad ? 'perhaps' : 'yes'}`,
  },
];

/** Every file twice, the first time dry. */
export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const send = fileSender(stack.url, stack.adminToken());
  const rows = rowsOf[size];
  await warmUp(send, rows / 10);
  const memory = watchMemory(stack);
  const wrong: string[] = [];
  let seconds = 0;
  for (const file of files) {
    const dry = await send(file.contract, linesOf(file, rows), { dryRun: true });
    const began = performance.now();
    const report = await send(file.contract, linesOf(file, rows));
    seconds += (performance.now() - began) / 1_000;
    const again = await send(file.contract, linesOf(file, rows));
    say(`  ${file.name}: ${report.created} created, ${report.refused} refused of ${report.rows} rows`);
    wrong.push(...faultsOf(file.name, rows, { dry, report, again }));
  }
  const growth = await memory.end(say);
  const tooSlow = size === 'full' && seconds > longestSeconds;
  const figures = [
    `${rows} customers, sites and items each in ${seconds.toFixed(1)} s (at most ${longestSeconds})`,
    `memory grew by ${growth} MiB (at most ${mostGrowth})`,
    ...wrong.slice(0, 8),
  ];
  return { passed: wrong.length === 0 && !tooSlow && growth <= mostGrowth, figure: figures.join('; ') };
}

function linesOf({ head, row }: File, rows: number, first = 0): string {
  const lines = Array.from({ length: rows }, (_, index) => row(first + index, isBad(first + index)));
  return `${[head, ...lines].join('\n')}\n`;
}

/** What a tenth of the rows costs is no growth: ten times as many may not cost more. */
async function warmUp(send: SendFile, rows: number): Promise<void> {
  for (const file of files) await send(file.contract, linesOf(file, rows, beyondAll));
}

interface Reports {
  readonly dry: ImportReport;
  readonly report: ImportReport;
  readonly again: ImportReport;
}

function faultsOf(name: string, rows: number, { dry, report, again }: Reports): readonly string[] {
  // The head is on line 1.
  const badLines = Array.from({ length: rows }, (_, index) => index)
    .filter(isBad)
    .map((index) => index + 2);
  const good = rows - badLines.length;
  const lines = (one: ImportReport) => one.mistakes.map(({ line }) => line).join();
  const isAsTold = (one: ImportReport, counts: Partial<ImportReport>) =>
    Object.entries({ rows, refused: badLines.length, unread: null, ...counts }).every(
      ([member, value]) => Reflect.get(one, member) === value,
    ) && lines(one) === badLines.join();
  return [
    ...(isAsTold(dry, { created: good, changed: 0, unchanged: 0, dryRun: true }) ? [] : [`${name}, dry: ${told(dry)}`]),
    ...(isAsTold(report, { created: good, changed: 0, unchanged: 0 }) ? [] : [`${name}: ${told(report)}`]),
    ...(isAsTold(again, { created: 0, changed: 0, unchanged: good }) ? [] : [`${name}, again: ${told(again)}`]),
  ];
}

function told({ rows, created, changed, unchanged, refused, mistakes }: ImportReport): string {
  const first = mistakes[0] === undefined ? '' : `, line ${mistakes[0].line} ${mistakes[0].message}`;
  return `${rows} rows, ${created} created, ${changed} changed, ${unchanged} unchanged, ${refused} refused${first}`;
}

/** How far the product's memory goes above where it began. */
function watchMemory(stack: Stack) {
  const pids = stack.installation.supervisor
    .children()
    .flatMap(({ name, pid }) => (name === 'product' && pid !== undefined ? [pid] : []));
  const samples: number[] = [];
  const stopping = new AbortController();
  const sampling = sampled(pids, samples, stopping.signal);
  return {
    end: async (say: Say) => {
      stopping.abort();
      await sampling;
      say(`  MiB while files came in: ${samples.filter((_, at) => at % 8 === 0).join(' ')}`);
      return Math.max(...samples) - (samples[0] ?? 0);
    },
  };
}

async function sampled(pids: readonly number[], samples: number[], stop: AbortSignal): Promise<void> {
  do {
    samples.push(await memoryMiB(pids));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, sampleMs);
      stop.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  } while (!stop.aborted);
}
