/**
 * `node deploy/generate/event-schemas.ts`: writes the JSON Schema of each event's data into docs/generated/events. With `--check` it
 * writes nothing, says which are stale, and exits 1. With `--release` it also copies them to docs/released/events, where those of the
 * last release lie, which a later version may only add to.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { eventDataSchema } from '#contracts/events/asyncapi.ts';
import { eventSchemaPath } from '#contracts/events/envelope.ts';
import { events } from '#contracts/events/registry.ts';
import { isMainModule } from '#platform/process.ts';

const docs = path.resolve(import.meta.dirname, '../../docs');
export const generatedFolder = path.join(docs, 'generated/events');
export const releasedFolder = path.join(docs, 'released/events');

/** The schemas by their file below the folder, such as `setup/company.changed.v1.json`. */
export function eventSchemas(): ReadonlyMap<string, string> {
  return new Map(
    events.map((spec) => [
      path.posix.relative('/events', eventSchemaPath(spec)),
      `${JSON.stringify(eventDataSchema(spec), null, 2)}\n`,
    ]),
  );
}

/** The schema files of a folder by their place in it. */
export function schemaFiles(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** The files that are missing, differ from the contracts, or belong to no event any more. */
export function staleEventSchemas(): readonly string[] {
  mkdirSync(generatedFolder, { recursive: true });
  const [wanted, found] = [eventSchemas(), schemaFiles(generatedFolder)];
  const names = new Set([...wanted.keys(), ...found.keys()]);
  return [...names].filter((name) => wanted.get(name) !== found.get(name)).sort();
}

/** Brings docs/generated/events to the contracts, or with `isCheck` only says what is stale. */
export function generateEventSchemas({ isCheck }: { readonly isCheck: boolean }): void {
  const wanted = eventSchemas();
  for (const name of staleEventSchemas()) {
    const text = wanted.get(name);
    const word = isCheck ? 'is stale: run npm run generate' : text === undefined ? 'removed' : 'written';
    process.stdout.write(`docs/generated/events/${name} ${word}\n`);
    if (isCheck) process.exitCode = 1;
    else if (text === undefined) rmSync(path.join(generatedFolder, name));
    else writeSchema(generatedFolder, name, text);
  }
}

function writeSchema(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (isMainModule(import.meta.url)) {
  generateEventSchemas({ isCheck: process.argv.includes('--check') });
  if (process.argv.includes('--release')) {
    for (const [name, text] of eventSchemas()) writeSchema(releasedFolder, name, text);
  }
}
