/**
 * `node deploy/generate/documents.ts`: writes docs/generated: openapi.json and asyncapi.json from the contracts, rights.md from
 * the route contracts and the table of rights, stage-model.md from the default stage model. With `--check` it writes nothing,
 * says which of them is stale, and exits 1.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { asyncApiDocument } from '#contracts/events/asyncapi.ts';
import { events } from '#contracts/events/registry.ts';
import { openApiDocument } from '#contracts/http/openapi.ts';
import { routes } from '#contracts/http/routes.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { isMainModule } from '#platform/process.ts';
import { mappingJsonSchema } from '../replay/mapping.ts';
import manifest from '../../package.json' with { type: 'json' };
import { rightsPage } from './rights-page.ts';
import { stageModelPage } from './stage-diagram.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/generated');

/** The generated documents by file name, as their files must be. */
export function generatedDocuments(): ReadonlyMap<string, string> {
  const about = { version: manifest.version };
  return new Map([
    ['openapi.json', textOf(openApiDocument(routes, about))],
    ['asyncapi.json', textOf(asyncApiDocument(events, about))],
    ['replay-mapping.schema.json', mappingJsonSchema()],
    ['rights.md', rightsPage(routes)],
    ['stage-model.md', stageModelPage(defaultStageModel)],
  ]);
}

/** The names of the files that differ from what the contracts say now. */
export function staleDocuments(): readonly string[] {
  return [...generatedDocuments()].flatMap(([name, text]) =>
    readText(path.join(folder, name)) === text ? [] : [name],
  );
}

function textOf(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function generate({ isCheck }: { readonly isCheck: boolean }): void {
  const documents = generatedDocuments();
  for (const name of staleDocuments()) {
    process.stdout.write(`docs/generated/${name} ${isCheck ? 'is stale: run npm run generate' : 'written'}\n`);
    if (isCheck) process.exitCode = 1;
    else {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, name), documents.get(name) ?? '');
    }
  }
}

if (isMainModule(import.meta.url)) generate({ isCheck: process.argv.includes('--check') });
