/** Parses the parts of a request by their contract, once, and collects every mistake with its pointer. */
import * as z from 'zod';

import { message } from '#contracts/messages/en.ts';
import type { ProblemEntry } from '#contracts/problems/problem.ts';

import { escapePointer, unsafeParts } from './read-body.ts';

/** One part of a request as its schema and the prefix of its pointers ('' for the body). */
export interface PartParser {
  readonly parse: (raw: unknown, errors: ProblemEntry[]) => unknown;
}

/** The parser of a body, whose pointers are plain JSON pointers. */
export function bodyParser(schema: z.ZodType): PartParser {
  return partParser(schema, '', (raw) => raw);
}

/** The parser of params or query: text becomes numbers, booleans and arrays where the schema says so. Unknown names are mistakes. */
export function textParser(schema: z.ZodObject, prefix: string): PartParser {
  const shapes = kindsOf(schema);
  const strict = schema.strict();
  return partParser(strict, prefix, (raw) => readTexts(raw, shapes));
}

/** The parser of headers: only those that the contract names are looked at. */
export function headerParser(schema: z.ZodObject): PartParser {
  const names = Object.keys(schema.shape);
  const shapes = kindsOf(schema);
  return partParser(schema, '#/headers', (raw) =>
    readTexts(Object.fromEntries(Object.entries(Object(raw)).filter(([name]) => names.includes(name))), shapes),
  );
}

function partParser(schema: z.ZodType, prefix: string, read: (raw: unknown) => unknown): PartParser {
  return {
    parse(raw, errors) {
      const unsafe = unsafeParts(raw, prefix);
      if (unsafe.length > 0) {
        errors.push(...unsafe);
        return undefined;
      }
      const result = schema.safeParse(read(raw));
      if (result.success) return result.data;
      for (const issue of result.error.issues.slice(0, 50)) errors.push(...entriesOf(issue, prefix));
      return undefined;
    },
  };
}

function entriesOf(issue: z.core.$ZodIssue, prefix: string): ProblemEntry[] {
  const pointer = prefix + issue.path.map((name) => `/${escapePointer(String(name))}`).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({
      pointer: `${pointer}/${escapePointer(name)}`,
      message: message('request.pointer.unknown', { names: name }),
    }));
  }
  return [{ pointer, message: issue.message }];
}

type Kind = 'number' | 'boolean' | 'text' | { readonly items: Kind };

/** How each member's text is to be read, asked once per contract from its JSON Schema. */
function kindsOf(schema: z.ZodObject): ReadonlyMap<string, Kind> {
  return new Map(
    Object.entries(schema.shape).map(([name, member]) => [
      name,
      kindOf(z.toJSONSchema(member, { io: 'input', metadata: z.registry() })),
    ]),
  );
}

function kindOf(schema: unknown): Kind {
  if (typeof schema !== 'object' || schema === null) return 'text';
  const type: unknown = Reflect.get(schema, 'type');
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  if (type === 'array') return { items: kindOf(Reflect.get(schema, 'items')) };
  return 'text';
}

function readTexts(raw: unknown, kinds: ReadonlyMap<string, Kind>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(Object(raw)).map(([name, value]) => [name, readText(value, kinds.get(name) ?? 'text')]),
  );
}

/** A text that does not look like what is wanted stays text, so that the schema says what is wrong with it. */
function readText(value: unknown, kind: Kind): unknown {
  if (typeof kind === 'object')
    return (Array.isArray(value) ? value : [value]).map((each) => readText(each, kind.items));
  if (typeof value !== 'string') return value;
  if (kind === 'number' && /^-?\d{1,15}(\.\d{1,6})?$/.test(value)) return Number(value);
  if (kind === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
