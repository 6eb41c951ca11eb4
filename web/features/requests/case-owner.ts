/** The owner of a case is a user; names are asked for by principals. */

/** Null for a case that nobody owns. */
export function principalOf(ownerId: string | null): string | null {
  return ownerId === null ? null : `user:${ownerId}`;
}

/** Null for a principal that is no user, such as an API token. */
export function idOfUser(principal: string): string | null {
  return principal.startsWith('user:') ? principal.slice('user:'.length) : null;
}
