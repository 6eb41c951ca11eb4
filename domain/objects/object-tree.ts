/** Objects that are part of larger ones: what keeps such a tree whole when one of them is entered or changed. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import type { ServiceObject } from './service-object.ts';

/** An object as the rules of the tree see it. */
export interface TreeObject extends Pick<
  ServiceObject,
  'number' | 'parentObjectId' | 'siteId' | 'installedOn' | 'warrantyUntil' | 'active'
> {
  readonly objectId: string;
}

/** What stands around an object as it is to be. */
export interface Around<Thing extends TreeObject> {
  /** The object that it is to be part of, then what that one is part of, up to the whole. */
  readonly above: readonly Thing[];
  /** All that is part of it, also by way of others; what is larger comes first. */
  readonly below: readonly Thing[];
}

export type ObjectRefusalCode =
  | 'object.warranty-before-installation'
  | 'object.circle'
  | 'object.too-deep'
  | 'object.parent-not-in-use'
  | 'object.site-of-parent'
  | 'object.parts-in-use';

/** So many objects may lie one within the other. */
export const mostLevels = 10;
const namedParts = 3;

interface Placing<Thing extends TreeObject> extends Around<Thing> {
  /** What it was; undefined for a new one. */
  readonly before: TreeObject | undefined;
  /** Whether what is part of it goes out of use with it. */
  readonly withParts: boolean;
}

/**
 * The object as it is to be, and those of its parts that change with it. A part stands where its parent stands and moves with it;
 * above what is in use everything is in use.
 */
export function placed<Thing extends TreeObject>(
  wanted: Thing,
  placing: Placing<Thing>,
): Decision<{ readonly object: Thing; readonly parts: readonly Thing[] }, ObjectRefusalCode> {
  const { above, below, withParts } = placing;
  const mistake = misplaced(wanted, placing);
  if (mistake !== undefined) return mistake;
  const inUse = wanted.active ? [] : below.filter(({ active }) => active);
  if (inUse.length > 0 && !withParts) return refuse('object.parts-in-use', { params: partsNamed(inUse) });
  const object = { ...wanted, siteId: above[0]?.siteId ?? wanted.siteId };
  return accept({ object, parts: following(object, below) });
}

/** Why the object cannot be as and where it is to be. */
function misplaced(wanted: TreeObject, { above, below, before }: Placing<TreeObject>) {
  const { installedOn, warrantyUntil } = wanted;
  if (installedOn !== null && warrantyUntil !== null && warrantyUntil < installedOn) {
    return refuse('object.warranty-before-installation', { params: { installedOn, warrantyUntil } });
  }
  const parent = above[0];
  if (parent === undefined) return undefined;
  const { number } = parent;
  if (above.some(({ objectId }) => objectId === wanted.objectId))
    return refuse('object.circle', { params: { number } });
  if (above.length + 1 + levelsOf(wanted, below) > mostLevels) {
    return refuse('object.too-deep', { params: { most: mostLevels } });
  }
  if (wanted.active && !parent.active) return refuse('object.parent-not-in-use', { params: { number } });
  return saysOtherSite(wanted, parent, before) ? refuse('object.site-of-parent', { params: { number } }) : undefined;
}

/** A site that was there before is not said anew: the object moves to its parent. */
function saysOtherSite(wanted: TreeObject, parent: TreeObject, before: TreeObject | undefined): boolean {
  const isNew = wanted.siteId !== (before?.siteId ?? null);
  return isNew && parent.siteId !== null && wanted.siteId !== parent.siteId;
}

function partsNamed(inUse: readonly TreeObject[]) {
  const numbers = inUse.slice(0, namedParts).map(({ number }) => number);
  return { count: inUse.length, numbers: [...numbers, ...(inUse.length > namedParts ? ['…'] : [])].join(', ') };
}

/** How many objects lie one within the other below an object. */
function levelsOf({ objectId }: TreeObject, below: readonly TreeObject[]): number {
  const levels = new Map([[objectId, 0]]);
  for (const part of below) levels.set(part.objectId, (levels.get(part.parentObjectId ?? '') ?? 0) + 1);
  return Math.max(...levels.values());
}

/** The parts that an object takes along: to its site, and out of use. */
function following<Thing extends TreeObject>(object: Thing, below: readonly Thing[]): readonly Thing[] {
  const after = new Map<string, Thing>([[object.objectId, object]]);
  return below.flatMap((part) => {
    const parent = after.get(part.parentObjectId ?? '') ?? object;
    const moved = { ...part, siteId: parent.siteId ?? part.siteId, active: part.active && parent.active };
    after.set(part.objectId, moved);
    return moved.siteId === part.siteId && moved.active === part.active ? [] : [moved];
  });
}
