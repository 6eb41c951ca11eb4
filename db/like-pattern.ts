/** Searching for a part of a text. */

/** A pattern of `like` that finds a text anywhere; what is special in patterns stands for itself. */
export function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
