/** What a system is called that feeds records over Kafka, where it stands as the one who acted. */
const feedPrefix = 'system:feed-';

/** Whether somebody who acted is such a system. */
export function isFeed(principal: string): boolean {
  return principal.startsWith(feedPrefix);
}

/** The names of those among some who acted; a system that is listed no more goes by its id. */
export function feedNames(
  principals: readonly string[],
  sources: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map(
    principals.filter(isFeed).map((principal) => {
      const id = principal.slice(feedPrefix.length);
      return [principal, sources.get(id) ?? id];
    }),
  );
}
