/** Bodies that routes take, made from their contracts, with an attack in every field of free text. */
import * as z from 'zod';

import type { RouteSpec } from '#contracts/http/route.ts';
import { hostileWords } from './hostile-words.ts';

/**
 * Values of fields by their names: ids of what is there, and words that are checked against a list. The name of a route before a
 * pointer, such as `createUser/customerId`, is of that field alone.
 */
export type KnownValues = ReadonlyMap<string, unknown>;

export interface HostileBody {
  readonly body: unknown;
  /** The fields that attack, as pointers. */
  readonly fields: readonly string[];
}

/** What cannot be made; a field that may be left out then is. */
const nothing = Symbol('nothing');

type Schema = Readonly<Record<string, unknown>>;

interface Making {
  readonly route: string;
  readonly known: KnownValues;
  readonly defs: Schema;
  readonly fields: string[];
}

/** A body of the route, or null where what it needs is not known. */
export function hostileBody(route: RouteSpec, known: KnownValues): HostileBody | null {
  if (route.body === undefined) return null;
  const schema = schemaOf(z.toJSONSchema(route.body, { io: 'input', unrepresentable: 'any' }));
  const making = { route: route.id, known, defs: schemaOf(schema['$defs']), fields: [] };
  const body = valueOf(schema, '', making);
  return body === nothing ? null : { body, fields: making.fields };
}

function schemaOf(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function valueOf(schema: Schema, pointer: string, making: Making): unknown {
  const name = pointer.split('/').at(-1) ?? '';
  const own = `${making.route}${pointer}`;
  if (making.known.has(own)) return making.known.get(own);
  if (making.known.has(name)) return making.known.get(name);
  const { $ref, anyOf, oneOf, enum: values, const: constant } = schema;
  if (typeof $ref === 'string') return valueOf(schemaOf(making.defs[$ref.replace('#/$defs/', '')]), pointer, making);
  const choices = Array.isArray(anyOf) ? anyOf : oneOf;
  if (Array.isArray(choices)) return choiceOf(choices.map(schemaOf), pointer, making);
  if (constant !== undefined || Array.isArray(values)) return constant ?? Object(values)[0];
  return typedValueOf(schema, pointer, making);
}

function typedValueOf(schema: Schema, pointer: string, making: Making): unknown {
  const { type } = schema;
  if (type === 'string') return textOf(schema, pointer, making);
  if (type === 'integer' || type === 'number') return Math.max(1, Number(schema['minimum'] ?? 1));
  if (type === 'boolean') return pointer.endsWith('/active');
  if (type === 'array') return listOf(schema, pointer, making);
  return type === 'object' ? objectOf(schema, pointer, making) : nothing;
}

function choiceOf(choices: readonly Schema[], pointer: string, making: Making): unknown {
  for (const choice of choices) {
    if (choice['type'] === 'null') continue;
    const value = valueOf(choice, pointer, making);
    if (value !== nothing) return value;
  }
  return choices.some(({ type }) => type === 'null') ? null : nothing;
}

function textOf({ format, pattern, maxLength }: Schema, pointer: string, { fields }: Making): unknown {
  if (format === 'date') return '2026-01-05';
  if (format === 'date-time') return '2026-01-05T08:00:00.000Z';
  if (format === 'email') return `attack-${fields.length}@works.example`;
  if (format !== undefined || pattern !== undefined) return nothing;
  fields.push(pointer);
  return hostileWords(typeof maxLength === 'number' ? maxLength : 400, fields.length + pointer.length);
}

function listOf(schema: Schema, pointer: string, making: Making): unknown {
  const item = valueOf(schemaOf(schema['items']), pointer, making);
  if (item !== nothing) return [item];
  return Number(schema['minItems'] ?? 0) > 0 ? nothing : [];
}

function objectOf(schema: Schema, pointer: string, making: Making): unknown {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const members: [string, unknown][] = [];
  for (const [name, member] of Object.entries(schemaOf(schema['properties']))) {
    const value = valueOf(schemaOf(member), `${pointer}/${name}`, making);
    if (value !== nothing) members.push([name, value]);
    else if (required.includes(name)) return nothing;
  }
  return Object.fromEntries(members);
}
