/** `npm run replay -- FILE.csv --mapping MAPPING.json [--json]`: drives a running Callout with an event log. See docs/how-to/replay-a-log.md. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { comparisonText } from '../replay/compare.ts';
import { isFaithful, replay } from '../replay/replay.ts';
import type { ReplayOptions, ReplayReport } from '../replay/replay.ts';
import { sayOnTerminal } from '../local/progress.ts';
import { portOffsets } from '../local/ports.ts';
import { readAdminToken } from '../local/secrets.ts';

const usage = `npm run replay -- FILE.csv --mapping MAPPING.json [options]
  --mapping FILE  what the columns and events of the log mean (docs/how-to/replay-a-log.md)
  --json          prints the result as JSON, and nothing else, on standard output
  --at-once N     cases at once (16)
  --patience N    seconds for which an unavailable service is waited for (600)
  --settle N      seconds in which the read model has to catch up (120)
Reads CALLOUT_URL and CALLOUT_TOKEN, else the local installation's; TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE likewise.`;

const second = 1_000;
const defaultUrl = 'http://127.0.0.1:8080';

const { options, isJson } = readArguments();
try {
  const report = await replay(options);
  process.stdout.write(isJson ? `${jsonOf(report)}\n` : `${textOf(report)}\n`);
  process.exitCode = isFaithful(report) ? 0 : 1;
} catch (error) {
  sayOnTerminal(error instanceof Error ? error.message : String(error));
  sayOnTerminal('What was done stays done: the same command goes on from here.');
  process.exitCode = 1;
}

function readArguments(): { readonly options: ReplayOptions; readonly isJson: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        json: { type: 'boolean', default: false },
        'at-once': { type: 'string', default: '16' },
        patience: { type: 'string', default: '600' },
        settle: { type: 'string', default: '120' },
      },
    });
    const [file] = positionals;
    if (file === undefined || values.mapping === undefined || positionals.length > 1)
      throw new Error('One log, one mapping.');
    const url = process.env['CALLOUT_URL'] ?? defaultUrl;
    const options = {
      ...{ file, mappingFile: values.mapping, url, token: readToken(), temporal: temporalOf(url), say: sayOnTerminal },
      atOnce: positive('at-once', values['at-once']),
      patienceMs: positive('patience', values.patience) * second,
      settleMs: positive('settle', values.settle) * second,
    };
    return { options, isJson: values.json };
  } catch (error) {
    sayOnTerminal(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} ${text} is no number from 1 on.`);
  return number;
}

/** @throws Error when there is neither a token nor an installation that was started */
function readToken(): string {
  const given = process.env['CALLOUT_TOKEN'] ?? '';
  return given === '' ? readAdminToken(resolve(process.env['CALLOUT_DIR'] ?? '.callout')) : given;
}

/** Where a local installation's Temporal listens follows from its gateway's port. */
function temporalOf(url: string): ReplayOptions['temporal'] {
  const { hostname, port } = new URL(url);
  return {
    address: process.env['TEMPORAL_ADDRESS'] ?? `${hostname}:${Number(port || '80') + portOffsets.temporal}`,
    namespace: process.env['TEMPORAL_NAMESPACE'] ?? 'callout',
  };
}

function jsonOf(report: ReplayReport): string {
  const { badRows, countedBadRows: _, orderIds: __, refused, differences, commandsPerSecond, ...figures } = report;
  return JSON.stringify({
    ...figures,
    badRows: badRows.length,
    refused: refused.length,
    differences: differences.length,
    commandsPerSecond: Math.round(commandsPerSecond * 10) / 10,
  });
}

function textOf(report: ReplayReport): string {
  const { cases, orders, open, ended, badRows, refused, repairLines, commands, seconds } = report;
  return [
    comparisonText(report),
    `${cases} cases, ${orders} orders: ${ended} ended, ${open} open, ${repairLines} repair lines`,
    `${badRows.length} bad rows, ${refused.length} refused commands`,
    `${commands} commands, ${report.commandsPerSecond.toFixed(1)} a second; ${seconds} s in all`,
  ].join('\n');
}
