/** Saving, changing and deleting views. They are nobody else's business: no event tells of them. */
import { v7 as uuidv7 } from 'uuid';

import type { NewView, SavedView } from '#contracts/http/identity-views.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import { countViews, deleteViewRow, insertView, lockView, updateView } from '#db/queries/identity-views.ts';
import { transaction, unlessTaken } from '#db/transaction.ts';
import { addView, changeView, deleteView } from '#domain/identity/saved-view.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';

type View = { readonly view: SavedView };

/** Saves a view under a name that its owner has not used yet. */
export function saveView(
  db: Db<'gateway'>,
  actor: Actor,
  { key, view, now }: { readonly key: string; readonly view: NewView; readonly now: string },
): Promise<Decision<View, 'view.too-many' | 'view.name-taken' | 'idempotency.other-body'>> {
  return transaction(db, actor, (t) =>
    idempotent(
      t,
      { route: 'createSavedView', key, asks: view },
      async (): Promise<Decision<View, 'view.too-many' | 'view.name-taken'>> => {
        const allowed = addView(await countViews(t, actor.principal));
        if (!allowed.ok) return allowed;
        const saved = { viewId: uuidv7(), version: 1, ...view, owner: actor.principal, createdAt: now };
        const isNew = await unlessTaken(t, () => insertView(t, saved));
        return isNew ? accept({ view: saved }) : refuse('view.name-taken');
      },
    ),
  );
}

type ChangeRefusal = 'resource.unknown' | 'view.not-yours' | 'request.version-stale' | 'view.name-taken';

/** Changes a view of the actor's own, at the version that the actor saw. */
export function changeSavedView(
  db: Db<'gateway'>,
  actor: Actor,
  { viewId, view, ifMatch }: { readonly viewId: string; readonly view: NewView; readonly ifMatch: number },
): Promise<Decision<View, ChangeRefusal>> {
  return transaction(db, actor, async (t) => {
    const before = await lockView(t, viewId);
    if (before === undefined) return refuse('resource.unknown');
    const allowed = changeView(before.owner, actor);
    if (!allowed.ok) return allowed;
    if (before.version !== ifMatch) return refuse('request.version-stale');
    const changed = { ...before, ...view, version: before.version + 1 };
    const isFree = await unlessTaken(t, () => updateView(t, changed));
    return isFree ? accept({ view: changed }) : refuse('view.name-taken');
  });
}

/** Deletes a view of the actor's own, or as an administrator one that is shared. */
export function deleteSavedView(
  db: Db<'gateway'>,
  actor: Actor,
  viewId: string,
): Promise<Decision<Record<never, never>, 'resource.unknown' | 'view.not-yours'>> {
  return transaction(db, actor, async (t) => {
    const view = await lockView(t, viewId);
    if (view === undefined) return refuse('resource.unknown');
    const allowed = deleteView(view.owner, actor);
    if (allowed.ok) await deleteViewRow(t, viewId);
    return allowed;
  });
}
