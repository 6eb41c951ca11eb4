/** Records that another system feeds in: which of them is the newest, what its source may say, and what a person has to settle. */
import { contentOf } from './numbered.ts';

/** What may be fed, with the fields whose owner is a matter of the set-up. */
export const feedFields = {
  customer: [
    'number',
    'name',
    'address',
    'email',
    'phone',
    'billToCustomerId',
    'language',
    'paymentTermsDays',
    'active',
  ],
  site: ['number', 'name', 'address', 'timeZone', 'active'],
  contact: ['number', 'name', 'siteId', 'email', 'phone', 'language', 'active'],
  technician: ['number', 'name', 'timeZone', 'team', 'email', 'language', 'active'],
} as const;

export type FeedKind = keyof typeof feedFields;
export const feedKinds = ['customer', 'site', 'contact', 'technician'] as const satisfies readonly FeedKind[];

/** A system that feeds records in, and the fields that are its own. */
export interface FeedSource {
  readonly id: string;
  /** False for one that is heard no more; its fields are kept here again. */
  readonly active: boolean;
  readonly owns: Readonly<Record<FeedKind, readonly string[]>>;
}

/** Which source owns the fields of a kind; a field that nobody owns is kept here. */
export type FieldOwners = ReadonlyMap<string, string>;

/** The owners of a kind's fields. No two active sources own the same. */
export function ownersOf(sources: readonly FeedSource[], kind: FeedKind): FieldOwners {
  return new Map(
    sources.flatMap(({ id, active, owns }) => (active ? owns[kind].map((field): [string, string] => [field, id]) : [])),
  );
}

/** The first field of a source that another active one owns already, or undefined when it takes none from another. */
export function fieldTaken(source: FeedSource, others: readonly FeedSource[]) {
  if (!source.active) return undefined;
  for (const kind of feedKinds) {
    const owners = ownersOf(
      others.filter(({ id }) => id !== source.id),
      kind,
    );
    const field = source.owns[kind].find((each) => owners.has(each));
    if (field !== undefined) return { kind, field, source: owners.get(field) ?? '' };
  }
  return undefined;
}

/** What was said of a thing, whole, at an instant of its source. */
export interface SaidRecord {
  readonly changedAt: string;
  readonly record: object;
}

/**
 * How a record stands to the newest one known. Of two that were changed at the same instant the one with the greater content is
 * the newer, so that every order of arrival ends with the same.
 */
export function standingOf(known: SaidRecord, incoming: SaidRecord): 'newer' | 'same' | 'older' {
  const [before, now] = [keyOf(known), keyOf(incoming)];
  if (before === now) return 'same';
  return now > before ? 'newer' : 'older';
}

function keyOf({ changedAt, record }: SaidRecord): string {
  return `${changedAt} ${contentOf(record)}`;
}

/**
 * Why what a source says does not hold here: the field is another's (`owned`), stays as it was once given (`fixed`), its number is
 * another thing's (`taken`), or it names something of another customer (`unfit`).
 */
export const conflictReasons = ['owned', 'fixed', 'taken', 'unfit'] as const;

export interface FeedConflict {
  readonly field: string;
  readonly reason: (typeof conflictReasons)[number];
  /** The source that owns the field; null where it is kept here. */
  readonly owner: string | null;
  /** What stands here; null where there is nothing yet. */
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** A source's newest record, beside what the rule needs to know. */
export interface Settling {
  readonly source: string;
  readonly owners: FieldOwners;
  /** By the names of the thing's own fields; what the record leaves out is not in it, or undefined. */
  readonly sent: object;
  /** Fields that name something of another customer. */
  readonly unfit: readonly string[];
  /** By field the content that a person has decided against. */
  readonly kept: Readonly<Record<string, string>>;
}

/** Stay as they were once given, because documents and other systems refer to them. */
const fixedFields = ['number', 'customerId'];

/**
 * The fields of a thing that is not here yet, or undefined when the source does not own, or does not say, what a new one needs:
 * then it waits until somebody else enters it. Fields of others begin with their defaults, whoever comes first.
 */
export function fieldsOfNew(settling: Settling, required: readonly string[]): object | undefined {
  const { owners, source, sent, kept } = settling;
  const said = Object.entries(sent).filter(([, value]) => value !== undefined);
  const own = said.filter(([field]) => field === 'customerId' || owners.get(field) === source);
  const fields = own.filter(([field]) => field !== 'number' || kept[field] === undefined);
  const names = new Set(fields.map(([field]) => field));
  return required.every((field) => names.has(field)) ? Object.fromEntries(fields) : undefined;
}

/**
 * What changes of a thing that is here, and what does not hold: the source's own fields are as it says, or as by default where it
 * says nothing; a field without a default stays.
 */
export function changeOfFed(settling: Settling, row: object, defaults: object) {
  const { owners, source, sent, unfit } = settling;
  const isOwn = (field: string) => owners.get(field) === source && !fixedFields.includes(field);
  const wanted = [...owners.keys()]
    .filter(isOwn)
    .map((field) => [field, valueOf(sent, field) ?? valueOf(defaults, field)]);
  const change = wanted.filter(([field, value]) => value !== undefined && differsIn(row, String(field), value));
  const conflicts = Object.entries(sent)
    .filter(([field, value]) => value !== undefined && !isOwn(field) && differsIn(row, field, value))
    .map(([field]) => conflictOf(settling, row, field));
  const misfits = unfit.map((field) => conflictBy('unfit', settling, row, field));
  const open = [...conflicts, ...misfits].filter(({ field }) => !isDecided(settling, field));
  return { change: Object.fromEntries(change), conflicts: open };
}

/** What a person decided against, as long as the source says the same. */
export function isDecided({ kept, sent }: Pick<Settling, 'kept' | 'sent'>, field: string): boolean {
  return kept[field] === contentOf(valueOf(sent, field) ?? null);
}

function conflictOf(settling: Settling, row: object, field: string): FeedConflict {
  return conflictBy(fixedFields.includes(field) ? 'fixed' : 'owned', settling, row, field);
}

/** A conflict for a reason that is known. */
export function conflictBy(
  reason: FeedConflict['reason'],
  { owners, sent }: Pick<Settling, 'owners' | 'sent'>,
  row: object,
  field: string,
): FeedConflict {
  const owner = reason === 'owned' ? (owners.get(field) ?? null) : null;
  return { field, reason, owner, ours: valueOf(row, field) ?? null, theirs: valueOf(sent, field) ?? null };
}

/** The fields of a change that belong to a source which feeds the thing, with that source. */
export function ownedFields(changed: readonly string[], owners: FieldOwners, fedBy: ReadonlySet<string>) {
  return changed.flatMap((field) => {
    const source = owners.get(field);
    return source !== undefined && fedBy.has(source) ? [{ field, source }] : [];
  });
}

function differsIn(row: object, field: string, value: unknown): boolean {
  return contentOf(valueOf(row, field)) !== contentOf(value);
}

/** Null and absent are two things: null is said. */
function valueOf(thing: object, field: string): unknown {
  return Reflect.get(thing, field);
}
