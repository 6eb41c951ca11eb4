import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** An object may be part of a larger one of its customer, and has the days of its installation and of the end of its warranty. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table service_objects
      add column parent_object_id uuid check (parent_object_id <> object_id),
      add column installed_on date,
      add column warranty_until date,
      add constraint warranty_after_installation check (warranty_until >= installed_on),
      add constraint part_of_same_customer
        foreign key (customer_id, parent_object_id) references service_objects (customer_id, object_id)`.execute(db);
  await sql`create index service_objects_parts on service_objects (parent_object_id)`.execute(db);
  await sql`create index service_objects_of_customer on service_objects (customer_id, number)`.execute(db);
  await sql`create index service_objects_warranty on service_objects (warranty_until)`.execute(db);
}
