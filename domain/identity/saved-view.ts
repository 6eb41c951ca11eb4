/** Saved views: whose they are, and how many one may have. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';
import { administratorRole } from './grant.ts';

/** More would not be found again in a menu. */
export const mostViews = 50;

interface Asker {
  readonly principal: string;
  readonly roles: readonly string[];
}

/** Whether one more view may be saved. */
export function addView(owned: number): Decision<Record<never, never>, 'view.too-many'> {
  return owned < mostViews ? accept({}) : refuse('view.too-many', { params: { most: mostViews } });
}

/** Whether a view that the asker sees may be changed: what others share is theirs. */
export function changeView(owner: string, asker: Asker): Decision<Record<never, never>, 'view.not-yours'> {
  return owner === asker.principal ? accept({}) : refuse('view.not-yours', { who: owner });
}

/** Whether a view may be deleted. What is shared concerns everybody, so an administrator may take it away. */
export function deleteView(owner: string, asker: Asker): Decision<Record<never, never>, 'view.not-yours'> {
  if (owner === asker.principal || asker.roles.includes(administratorRole)) return accept({});
  return refuse('view.not-yours', { who: administratorRole });
}
