/* Written by deploy/generate/database.ts from the files beside it. */
import type { ServiceName } from '#contracts/areas.ts';
import type { MigrationFile } from './migration.ts';
import * as m0 from './foundation/202611210900_create_the_foundation_tables.ts';
import * as m1 from './foundation/202611210930_keep_a_copy_of_the_setup.ts';
import * as m2 from './identity/202611211000_create_users_sessions_and_tokens.ts';
import * as m3 from './setup/202611211010_create_setup_entries.ts';
import * as m4 from './customers/202611211040_create_customers_sites_and_contacts.ts';
import * as m5 from './objects/202611211041_create_service_objects.ts';
import * as m6 from './requests/202611211042_create_requests.ts';
import * as m7 from './service-orders/202611211043_create_stage_models.ts';
import * as m8 from './service-orders/202611211044_create_files.ts';
import * as m9 from './sla/202611211045_create_sla_policies_and_compiled_calendars.ts';
import * as m10 from './invoicing/202611211050_create_price_lists_and_books.ts';
import * as m11 from './invoicing/202611211051_create_proposals_and_invoices.ts';
import * as m12 from './service-orders/202611211100_create_service_orders.ts';

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
    '202611211040_create_customers_sites_and_contacts': m4,
    '202611211041_create_service_objects': m5,
    '202611211042_create_requests': m6,
    '202611211043_create_stage_models': m7,
    '202611211044_create_files': m8,
    '202611211045_create_sla_policies_and_compiled_calendars': m9,
    '202611211100_create_service_orders': m12,
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
    '202611211050_create_price_lists_and_books': m10,
    '202611211051_create_proposals_and_invoices': m11,
  },
  reporting: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
  },
};
