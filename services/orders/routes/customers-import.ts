/** The doors through which files of customers, sites and contacts come in. */
import type { Express } from 'express';

import {
  contactFile,
  customerFile,
  customersImportRoutes as routes,
  siteFile,
} from '#contracts/http/customers-import.ts';
import { transaction } from '#db/transaction.ts';
import { importContacts, importCustomers, importSites } from '#transactions/customers/import-files.ts';
import { mountImport } from '../../import-file.ts';
import type { RouteParts } from '../kept-rows.ts';

/** Mounts the imports of the area `customers`. */
export function mountCustomerImports(app: Express, { db, clock }: RouteParts): void {
  mountImport(app, routes.customers, customerFile, ({ actor, isTrial }) => {
    const planned = new Map<string, string>();
    return (rows) => transaction(db, actor, (t) => importCustomers(t, rows, { now: clock.now(), isTrial }, planned));
  });
  mountImport(app, routes.sites, siteFile, ({ actor, isTrial }) => {
    return (rows) => transaction(db, actor, (t) => importSites(t, rows, { now: clock.now(), isTrial }));
  });
  mountImport(app, routes.contacts, contactFile, ({ actor, isTrial }) => {
    return (rows) => transaction(db, actor, (t) => importContacts(t, rows, { now: clock.now(), isTrial }));
  });
}
