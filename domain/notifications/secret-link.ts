/** Links that open something for whoever has them: a message that has one is not for everybody to read in full. */

/** What stands in the place of a secret. */
export const hidden = '…';

/** The text without the secret of the link that it was told with; other texts as they are. */
export function withoutSecret(text: string, params: Readonly<Record<string, string | number>>): string {
  const path = params['path'];
  const secret = typeof path === 'string' ? path.split('?key=', 2)[1] : undefined;
  return secret === undefined || secret === '' ? text : text.replaceAll(secret, hidden);
}
