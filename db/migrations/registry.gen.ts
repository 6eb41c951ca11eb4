/* Written by deploy/generate/database.ts from the files beside it. */
import type { ServiceName } from '#contracts/areas.ts';
import type { MigrationFile } from './migration.ts';
import * as m0 from './foundation/202611210900_create_the_foundation_tables.ts';

export const migrationsOf: Record<ServiceName, Readonly<Record<string, MigrationFile>>> = {
  gateway: {
    '202611210900_create_the_foundation_tables': m0,
  },
  orders: {
    '202611210900_create_the_foundation_tables': m0,
  },
  dispatch: {
    '202611210900_create_the_foundation_tables': m0,
  },
  inventory: {
    '202611210900_create_the_foundation_tables': m0,
  },
  invoicing: {
    '202611210900_create_the_foundation_tables': m0,
  },
  reporting: {
    '202611210900_create_the_foundation_tables': m0,
  },
};
