/** `npm run rebuild-read-models`: builds the read models anew from Kafka beside the live ones, compares, and replaces them when equal. */
import { parseArgs } from 'node:util';
import { connectDatabase } from '#db/connection.ts';
import type { ModelDifference } from '#db/queries/reporting-generations.ts';
import { createLogger } from '#platform/logging.ts';
import { rebuildReadModels } from '#services/reporting/rebuild.ts';
import type { RebuildReport } from '#services/reporting/rebuild.ts';
import { findInstallation } from '../local/running-installation.ts';

const usage = `npm run rebuild-read-models -- [options]
  --accept  puts the new read models in place although they differ from the live ones
  --json    prints only the report, as JSON`;

const { values } = parseArgs({
  options: {
    accept: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
const write = (line: string) => process.stdout.write(`${line}\n`);

if (values.help === true) write(usage);
else await main();

async function main(): Promise<void> {
  const { databaseUrls, brokers, topicPrefix } = findInstallation(process.env);
  const log = createLogger({ name: 'rebuild-read-models', level: 'warn' });
  const db = connectDatabase({ url: databaseUrls.reporting, service: 'reporting' });
  try {
    const connection = { brokers, clientId: 'callout-rebuild', log };
    const say = values.json ? () => undefined : write;
    const report = await rebuildReadModels({ db, connection, topicPrefix, accept: values.accept, say, log });
    if (values.json) write(JSON.stringify(report));
    else tell(report);
    process.exitCode = report.isReplaced ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    await db.destroy();
  }
}

function tell({ events, seconds, models, differences, isReplaced, generation }: RebuildReport): void {
  write(`${events} events applied in ${seconds.toFixed(1)} s (${Math.round(events / seconds)}/s)`);
  for (const { model, rows, checksum } of models)
    write(`  ${model.padEnd(17)} ${String(rows).padStart(9)}  ${checksum}`);
  for (const difference of differences) write(differenceText(difference));
  if (differences.length === 0) write(`Equal to the live read models; generation ${generation} is live now.`);
  else if (isReplaced) write(`Different, and accepted: generation ${generation} is live now.`);
  else write('Different: the live read models stay. Say --accept to put the new ones in their place.');
}

function differenceText({ model, key, live, built }: ModelDifference): string {
  return `  ${model} ${key.join(' ')}\n    live ${JSON.stringify(live)}\n    new  ${JSON.stringify(built)}`;
}
