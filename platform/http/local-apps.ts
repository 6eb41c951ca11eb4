/** The apps that this very process serves, by address: whoever forwards to one may hand the request over without a connection. */
import type { Express } from 'express';

const apps = new Map<string, readonly Express[]>();

/** Offers the apps of a running server at its address; the result takes them back. */
export function offerLocally(url: string, offered: readonly Express[]): () => void {
  apps.set(url, offered);
  return () => {
    if (apps.get(url) === offered) apps.delete(url);
  };
}

/** The apps that this process serves at an address, in the order in which they are asked; undefined for another process's. */
export function localAppsAt(url: string): readonly Express[] | undefined {
  return apps.get(url);
}
