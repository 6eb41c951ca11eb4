/** Writes TypeScript types of all tables from a migrated database, as the code sees them: camelCase, our value parsers. */
import pg from 'pg';

import { serviceNames } from '#contracts/areas.ts';

interface Column {
  readonly service: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly generated: boolean;
  readonly always: boolean;
  readonly comment: string | null;
  readonly checks: readonly string[];
}

const columnsQuery = `
  select n.nspname as service, c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
    not a.attnotnull as nullable, (a.atthasdef or a.attidentity <> '') as generated,
    (a.attgenerated <> '' or a.attidentity = 'a') as always,
    col_description(c.oid, a.attnum) as comment,
    array(select pg_get_constraintdef(k.oid) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] order by k.conname) as checks
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where n.nspname = any($1) and c.relkind in ('r', 'p', 'v') and not c.relispartition and a.attnum > 0
    and not a.attisdropped and c.relname not in ('migrations', 'migrations_lock')
  order by array_position($1, n.nspname::text), c.relname collate "C", a.attnum`;

const numberTypes = /^(smallint|integer|bigint|numeric|real|double precision)$/;
const textTypes =
  /^(text|character varying|character|uuid|date|time without time zone|timestamp (with|without) time zone|interval|tstzrange|tsrange|daterange|int8range|numrange|inet|tsvector)$/;

/** The text of `db/schema.gen.ts`. Throws for a column whose type or name the code could not use. */
export async function schemaTypes(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Column>(columnsQuery, [serviceNames]);
    const tables = Map.groupBy(rows, ({ service, table }) => `${service}.${table}`);
    const interfaces = [...tables.values()].map(tableInterface);
    const services = serviceNames.map((service) => {
      const own = [...tables.values()].flatMap(([first]) => (first?.service === service ? [first] : []));
      const lines = own.map(({ table }) => `  ${camel(table)}: ${interfaceName(service, table)};`);
      return [`export interface ${pascal(service)}Schema {`, ...lines, '}'].join('\n');
    });
    const all = serviceNames.map((service) => `  ${service}: ${pascal(service)}Schema;`);
    return [
      heading(interfaces),
      ...interfaces,
      ...services,
      ['export interface ServiceSchemas {', ...all, '}', ''].join('\n'),
    ].join('\n\n');
  } finally {
    await client.end();
  }
}

const columnKinds = {
  Defaulted: `/** A column with a default: it need not be written. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;`,
  Json: `/** A jsonb column: read as a JSON value, written as JSON text. */
type Json<T> = ColumnType<T, string, string>;`,
  NullableJson: `/** A jsonb column that may be null. */
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;`,
  DefaultedJson: `/** A jsonb column with a default. */
type DefaultedJson<T> = ColumnType<T, string | undefined, string>;`,
  Computed: `/** A column that the database computes: it cannot be written. */
type Computed<T> = ColumnType<T, never, never>;`,
};

function heading(interfaces: readonly string[]): string {
  const all = interfaces.join();
  const used = Object.entries(columnKinds).filter(([name]) => all.includes(` ${name}<`));
  return [
    "/* Written by deploy/generate/database.ts from a migrated database. */\nimport type { ColumnType } from 'kysely';",
    ...used.map(([, text]) => text),
  ].join('\n\n');
}

function tableInterface(columns: readonly Column[]): string {
  const [first] = columns;
  if (first === undefined) return '';
  const lines = columns.map((column) => `  ${camel(column.column)}: ${columnType(column)};`);
  return [`export interface ${interfaceName(first.service, first.table)} {`, ...lines, '}'].join('\n');
}

function columnType(column: Column): string {
  const value = valueType(column);
  if (column.always) return `Computed<${value}>`;
  if (column.type === 'jsonb') {
    if (column.nullable) return `NullableJson<${value}>`;
    return `${column.generated ? 'DefaultedJson' : 'Json'}<${value}>`;
  }
  if (column.nullable) return `${value} | null`;
  return column.generated ? `Defaulted<${value}>` : value;
}

function valueType(column: Column): string {
  const where = `${column.service}.${column.table}.${column.column}`;
  const named = /@type (.+)$/s.exec(column.comment ?? '')?.[1];
  if (named !== undefined) return named;
  if (column.type === 'jsonb') return 'unknown';
  if (column.type.endsWith('[]')) return `${scalarType(column.type.slice(0, -2), where)}[]`;
  return closedList(column.checks) ?? scalarType(column.type, where);
}

function scalarType(type: string, where: string): string {
  if (numberTypes.test(type)) return 'number';
  if (textTypes.test(type)) return 'string';
  if (type === 'boolean') return 'boolean';
  if (type === 'bytea') return 'Buffer';
  throw new Error(`${where}: no TypeScript type for ${type}`);
}

/** `check (x in ('a', 'b'))`, which Postgres keeps as `CHECK ((x = ANY (ARRAY['a'::text, 'b'::text])))`. */
function closedList(checks: readonly string[]): string | undefined {
  for (const check of checks) {
    const list = /^CHECK \(\(\(?\w+\)? = ANY \(ARRAY\[((?:'[^']*'::text(?:, )?)+)\]\)\)\)$/.exec(check)?.[1];
    if (list !== undefined) return list.replaceAll('::text', '').split(', ').join(' | ');
    const single = /^CHECK \(\(\w+ = ('[^']*')::text\)\)$/.exec(check)?.[1];
    if (single !== undefined) return single;
  }
  return undefined;
}

function interfaceName(service: string, table: string): string {
  return pascal(service) + pascal(table);
}

function camel(name: string): string {
  if (/_\d/.test(name)) throw new Error(`${name}: an underscore before a digit is lost on the way to camelCase`);
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function pascal(name: string): string {
  const text = camel(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
