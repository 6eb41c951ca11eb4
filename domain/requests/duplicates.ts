/** Which open requests and orders may be about the same thing as a request: people decide, the queue points them out. */
import { compareInstants, type Instant } from '../shared/instant.ts';

/** Why two things may be one: the same object, the same site, or no more than the same customer; the strongest first. */
export const likenesses = ['object', 'site', 'customer'] as const;
export type Likeness = (typeof likenesses)[number];

/** What is about something at a customer's. */
export interface Concern {
  readonly customerId: string;
  readonly siteId: string | null;
  /** A request has one at most, an order one for each repair line. */
  readonly objectIds: readonly string[];
  readonly submittedAt: Instant;
}

/** What two concerns have in common; null for those of different customers. */
export function likenessOf(one: Concern, other: Concern): Likeness | null {
  if (one.customerId !== other.customerId) return null;
  if (one.objectIds.some((objectId) => other.objectIds.includes(objectId))) return 'object';
  // Two different objects at one site are two things.
  const namesObjects = one.objectIds.length > 0 && other.objectIds.length > 0;
  if (!namesObjects && one.siteId !== null && one.siteId === other.siteId) return 'site';
  return 'customer';
}

/** The others that are alike, the strongest likeness first and the newest of those. */
export function alike<Other extends Concern>(
  one: Concern,
  others: readonly Other[],
): readonly { readonly other: Other; readonly likeness: Likeness }[] {
  return others
    .flatMap((other) => {
      const likeness = likenessOf(one, other);
      return likeness === null ? [] : [{ other, likeness }];
    })
    .toSorted(
      (a, b) =>
        likenesses.indexOf(a.likeness) - likenesses.indexOf(b.likeness) ||
        compareInstants(b.other.submittedAt, a.other.submittedAt),
    );
}
