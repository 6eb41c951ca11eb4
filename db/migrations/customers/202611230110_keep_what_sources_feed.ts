import { createFeedRecords } from '../feed-records.ts';
import type { MigrationDb } from '../migration.ts';

/** Customers, sites and contacts as other systems feed them in. */
export async function up(db: MigrationDb): Promise<void> {
  await createFeedRecords(db);
}
