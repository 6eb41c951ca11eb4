/* Written by deploy/generate/database.ts from the files beside it. */
import type { ServiceName } from '#contracts/areas.ts';
import type { MigrationFile } from './migration.ts';
import * as m0 from './foundation/202611210900_create_the_foundation_tables.ts';
import * as m1 from './foundation/202611210930_keep_a_copy_of_the_setup.ts';
import * as m2 from './identity/202611211000_create_users_sessions_and_tokens.ts';
import * as m3 from './setup/202611211010_create_setup_entries.ts';

export const migrationsOf: Record<ServiceName, Readonly<Record<string, MigrationFile>>> = {
  gateway: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
    '202611211000_create_users_sessions_and_tokens': m2,
    '202611211010_create_setup_entries': m3,
  },
  orders: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
  },
  dispatch: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
  },
  inventory: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
  },
  invoicing: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
  },
  reporting: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
  },
};
