/** Fills what a mapping says with the values of a row: `{column}`, with those of the case before where the row has none. */

export type Values = Readonly<Record<string, string>>;

/** A template with its columns filled in; unknown columns and missing values are empty, and what is around them is trimmed. */
export function filled(template: string, values: Values): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, column: string) => values[column] ?? '').trim();
}

/** The same as undefined where a column that it names has no value: so that nothing half-said is sent. */
export function filledWhole(template: string | undefined, values: Values): string | undefined {
  if (template === undefined) return undefined;
  const columns = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, column = '']) => column);
  if (columns.some((column) => (values[column] ?? '') === '')) return undefined;
  const text = filled(template, values);
  return text === '' ? undefined : text;
}

const longestCode = 60;

/** A filled template as a code: letters, digits and ` _./-`, at most 60 characters; what no code may have becomes a hyphen. */
export function filledCode(template: string | undefined, values: Values): string | undefined {
  const text = filledWhole(template, values);
  const code = text
    ?.replaceAll(/[^A-Za-z0-9 _./-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, longestCode)
    .trim();
  return code === '' ? undefined : code;
}

/** What a row says over what its case said before: a value that is not empty stays until another one comes. */
export function carried(before: Values, row: Values): Values {
  const said = Object.entries(row).filter(([, value]) => value !== '');
  return { ...before, ...Object.fromEntries(said) };
}
