/** The commands and environments of the services, read from docker-compose.yml, so that both shapes stay one description. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';

export interface ComposeService {
  readonly name: ServiceName;
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const entrySchema = z.object({
  command: z.union([z.array(z.string()), z.string().transform((line) => line.split(/\s+/))]),
  environment: z
    .record(
      z.string(),
      scalar.nullable().transform((value) => value ?? ''),
    )
    .default({}),
});
const composeSchema = z.object({ services: z.record(z.string(), z.unknown()) });

/**
 * Reads the entries of the six services. `${NAME:-container value}` becomes the value of NAME in `env`, else the container's.
 * @throws Error naming the entry that is missing or misshapen
 */
export function readComposeServices(file: string, env: NodeJS.ProcessEnv): readonly ComposeService[] {
  const { services } = composeSchema.parse(parse(readFileSync(file, 'utf8'), { merge: true }));
  return serviceNames.map((name) => {
    const entry = entrySchema.safeParse(services[name]);
    if (!entry.success) throw new Error(`${file}: the entry ${name} is not right: ${z.prettifyError(entry.error)}`);
    const values = Object.entries(entry.data.environment).map(([key, value]) => [key, interpolate(value, env)]);
    return { name, command: entry.data.command, environment: Object.fromEntries(values) };
  });
}

/**
 * Compose's own rule for the forms that are used here: `${NAME}`, `${NAME:-otherwise}`, `${NAME:?why}`, and `$$` for a dollar.
 * @throws Error naming a variable of the third form that has no value
 */
export function interpolate(text: string, env: NodeJS.ProcessEnv): string {
  return text.replaceAll(
    /\$(?:\$|\{([A-Za-z_][A-Za-z0-9_]*)(?::([-?])([^}]*))?\})/g,
    (whole, name?: string, form?: string, rest = '') => {
      if (name === undefined) return whole === '$$' ? '$' : whole;
      const value = env[name];
      if (value !== undefined && value !== '') return value;
      if (form === '?') throw new Error(`${name} has no value: ${rest}`);
      return rest;
    },
  );
}
