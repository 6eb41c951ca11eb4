/** Searching for a part of a text, whatever the case. */
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/** True where the text stands anywhere in one of the columns, named as the code names them, or of the expressions. */
export function contains(places: readonly (string | RawBuilder<string>)[], text: string): RawBuilder<boolean> {
  const found = places.map((place) => {
    const searched = typeof place === 'string' ? sql.ref(place) : place;
    return sql`${searched} ilike ${`%${literally(text)}%`}`;
  });
  return sql<boolean>`(${sql.join(found, sql` or `)})`;
}

/** A text in a pattern of `like`: what is special in patterns stands for itself. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
