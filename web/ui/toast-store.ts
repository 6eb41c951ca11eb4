/** What was just done, told for a while beside every page, with a way back where there is one. */
import { useSyncExternalStore } from 'react';

export interface Toast {
  readonly id: number;
  readonly words: string;
  /** Takes it back; what it resolves to is told in its turn. It throws what a refused command throws. */
  readonly undo: (() => Promise<string>) | null;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
/** More would cover the page. */
const most = 3;

/** Tells that something was done. */
export function tell(words: string, undo: Toast['undo'] = null): void {
  lastId += 1;
  change([...toasts, { id: lastId, words, undo }].slice(-most));
}

/** Tells it no more. */
export function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** What is told now, the oldest first. */
export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => toasts);
}

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
