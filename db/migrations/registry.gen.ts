/* Written by deploy/generate/database.ts from the files beside it. */
import type { ServiceName } from '#contracts/areas.ts';
import type { MigrationFile } from './migration.ts';
import * as m0 from './foundation/202611210900_create_the_foundation_tables.ts';
import * as m1 from './foundation/202611210930_keep_a_copy_of_the_setup.ts';
import * as m2 from './foundation/202611210940_remember_answers_by_idempotency_key.ts';
import * as m3 from './identity/202611211000_create_users_sessions_and_tokens.ts';
import * as m4 from './setup/202611211010_create_setup_entries.ts';
import * as m5 from './customers/202611211040_create_customers_sites_and_contacts.ts';
import * as m6 from './objects/202611211041_create_service_objects.ts';
import * as m7 from './requests/202611211042_create_requests.ts';
import * as m8 from './service-orders/202611211043_create_stage_models.ts';
import * as m9 from './service-orders/202611211044_create_files.ts';
import * as m10 from './sla/202611211045_create_sla_policies_and_compiled_calendars.ts';
import * as m11 from './invoicing/202611211050_create_price_lists_and_books.ts';
import * as m12 from './invoicing/202611211051_create_proposals_and_invoices.ts';
import * as m13 from './service-orders/202611211100_create_service_orders.ts';
import * as m14 from './dispatch/202611211110_create_technicians_and_visits.ts';
import * as m15 from './inventory/202611211120_create_items_stock_and_reservations.ts';
import * as m16 from './reporting/202611211130_create_read_models.ts';
import * as m17 from './service-orders/202611211140_keep_technician_numbers_with_visits.ts';
import * as m18 from './service-orders/202611211210_a_command_is_its_order_and_its_key.ts';
import * as m19 from './service-orders/202611211300_keep_the_stages_entered.ts';
import * as m20 from './identity/202611212000_create_audit_entries.ts';
import * as m21 from './service-orders/202611221400_create_order_history.ts';
import * as m22 from './identity/202611222000_add_must_change_password.ts';
import * as m23 from './notifications/202611222100_create_notifications.ts';
import * as m24 from './invoicing/202611222100_version_the_number_series.ts';
import * as m25 from './dispatch/202611222150_add_teams_of_technicians.ts';
import * as m26 from './service-orders/202611222300_index_orders_as_they_are_sorted.ts';
import * as m27 from './identity/202611222310_create_saved_views.ts';
import * as m28 from './service-orders/202611222330_hear_customers_on_their_orders.ts';
import * as m29 from './identity/202611230010_add_sign_in_by_a_provider.ts';
import * as m30 from './service-orders/202611230020_keep_the_logo_of_the_company.ts';
import * as m31 from './service-orders/202611230030_let_number_series_move.ts';
import * as m32 from './customers/202611230110_keep_what_sources_feed.ts';
import * as m33 from './dispatch/202611230110_keep_what_sources_feed.ts';
import * as m34 from './setup/202611230110_list_the_systems_that_feed.ts';
import * as m35 from './dispatch/202611230200_write_to_technicians.ts';
import * as m36 from './notifications/202611230210_tell_technicians.ts';
import * as m37 from './dispatch/202611230300_let_number_series_move.ts';
import * as m38 from './inventory/202611230300_let_number_series_move.ts';
import * as m39 from './requests/202611230310_keep_photos_of_requests.ts';
import * as m40 from './foundation/202611230320_discard_dead_letters.ts';
import * as m41 from './service-orders/202611230400_keep_roles_with_commands.ts';
import * as m42 from './service-orders/202611230410_draft_and_migrate_stage_models.ts';
import * as m43 from './requests/202611230420_give_requests_a_response_clock.ts';
import * as m44 from './service-orders/202611230421_take_over_the_clock_of_a_request.ts';
import * as m45 from './agreements/202611230437_create_agreements.ts';
import * as m46 from './service-orders/202611230438_make_orders_from_agreements.ts';
import * as m47 from './requests/202611230445_follow_cases.ts';
import * as m48 from './service-orders/202611230600_relate_orders_to_objects_and_tasks.ts';
import * as m49 from './service-orders/202611230607_ask_before_extra_work.ts';
import * as m50 from './service-orders/202611230613_keep_the_header_in_full.ts';
import * as m51 from './invoicing/202611230620_say_what_agreements_paid.ts';
import * as m52 from './service-orders/202611230621_say_what_agreements_paid.ts';
import * as m53 from './service-orders/202611230622_do_the_same_to_many_orders.ts';
import * as m54 from './service-orders/202611230625_quote_extra_work.ts';
import * as m55 from './setup/202611230638_list_what_cases_are_about.ts';
import * as m56 from './service-orders/202611230640_say_where_lines_went.ts';
import * as m57 from './agreements/202611230650_keep_a_register_of_tasks.ts';
import * as m58 from './service-orders/202611230655_count_further_targets.ts';
import * as m59 from './service-orders/202611230659_keep_what_was_signed.ts';
import * as m60 from './reporting/202611230659_read_models_of_requests_and_cases.ts';
import * as m61 from './service-orders/202611230701_say_how_parts_come.ts';
import * as m62 from './inventory/202611230703_put_items_into_groups.ts';
import * as m63 from './service-orders/202611230704_map_stages_that_are_gone.ts';
import * as m64 from './service-orders/202611230707_keep_files_of_orders.ts';
import * as m65 from './agreements/202611230708_know_the_groups_of_items.ts';
import * as m66 from './requests/202611230709_cases_belong_to_cases.ts';
import * as m67 from './service-orders/202611230711_sign_lines_and_confirm_work.ts';
import * as m68 from './agreements/202611230713_say_who_answers_for_an_agreement.ts';
import * as m69 from './service-orders/202611230717_say_who_paid_expenses.ts';
import * as m70 from './objects/202611230720_say_what_objects_are_part_of.ts';
import * as m71 from './invoicing/202611230730_keep_what_orders_are_charged_by.ts';
import * as m72 from './invoicing/202611230731_share_limits_of_a_year.ts';
import * as m73 from './service-orders/202611230740_keep_every_sign_off.ts';
import * as m74 from './service-orders/202611230741_give_many_orders_to_somebody.ts';

export const migrationsOf: Record<ServiceName, Readonly<Record<string, MigrationFile>>> = {
  gateway: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
    '202611210940_remember_answers_by_idempotency_key': m2,
    '202611211000_create_users_sessions_and_tokens': m3,
    '202611211010_create_setup_entries': m4,
    '202611212000_create_audit_entries': m20,
    '202611222000_add_must_change_password': m22,
    '202611222310_create_saved_views': m27,
    '202611230010_add_sign_in_by_a_provider': m29,
    '202611230110_list_the_systems_that_feed': m34,
    '202611230320_discard_dead_letters': m40,
    '202611230638_list_what_cases_are_about': m55,
  },
  orders: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
    '202611210940_remember_answers_by_idempotency_key': m2,
    '202611211040_create_customers_sites_and_contacts': m5,
    '202611211041_create_service_objects': m6,
    '202611211042_create_requests': m7,
    '202611211043_create_stage_models': m8,
    '202611211044_create_files': m9,
    '202611211045_create_sla_policies_and_compiled_calendars': m10,
    '202611211100_create_service_orders': m13,
    '202611211140_keep_technician_numbers_with_visits': m17,
    '202611211210_a_command_is_its_order_and_its_key': m18,
    '202611211300_keep_the_stages_entered': m19,
    '202611221400_create_order_history': m21,
    '202611222100_create_notifications': m23,
    '202611222300_index_orders_as_they_are_sorted': m26,
    '202611222330_hear_customers_on_their_orders': m28,
    '202611230020_keep_the_logo_of_the_company': m30,
    '202611230030_let_number_series_move': m31,
    '202611230110_keep_what_sources_feed': m32,
    '202611230210_tell_technicians': m36,
    '202611230310_keep_photos_of_requests': m39,
    '202611230320_discard_dead_letters': m40,
    '202611230400_keep_roles_with_commands': m41,
    '202611230410_draft_and_migrate_stage_models': m42,
    '202611230420_give_requests_a_response_clock': m43,
    '202611230421_take_over_the_clock_of_a_request': m44,
    '202611230437_create_agreements': m45,
    '202611230438_make_orders_from_agreements': m46,
    '202611230445_follow_cases': m47,
    '202611230600_relate_orders_to_objects_and_tasks': m48,
    '202611230607_ask_before_extra_work': m49,
    '202611230613_keep_the_header_in_full': m50,
    '202611230621_say_what_agreements_paid': m52,
    '202611230622_do_the_same_to_many_orders': m53,
    '202611230625_quote_extra_work': m54,
    '202611230640_say_where_lines_went': m56,
    '202611230650_keep_a_register_of_tasks': m57,
    '202611230655_count_further_targets': m58,
    '202611230659_keep_what_was_signed': m59,
    '202611230701_say_how_parts_come': m61,
    '202611230704_map_stages_that_are_gone': m63,
    '202611230707_keep_files_of_orders': m64,
    '202611230708_know_the_groups_of_items': m65,
    '202611230709_cases_belong_to_cases': m66,
    '202611230711_sign_lines_and_confirm_work': m67,
    '202611230713_say_who_answers_for_an_agreement': m68,
    '202611230717_say_who_paid_expenses': m69,
    '202611230720_say_what_objects_are_part_of': m70,
    '202611230740_keep_every_sign_off': m73,
    '202611230741_give_many_orders_to_somebody': m74,
  },
  dispatch: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
    '202611210940_remember_answers_by_idempotency_key': m2,
    '202611211110_create_technicians_and_visits': m14,
    '202611222150_add_teams_of_technicians': m25,
    '202611230110_keep_what_sources_feed': m33,
    '202611230200_write_to_technicians': m35,
    '202611230300_let_number_series_move': m37,
    '202611230320_discard_dead_letters': m40,
  },
  inventory: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
    '202611210940_remember_answers_by_idempotency_key': m2,
    '202611211120_create_items_stock_and_reservations': m15,
    '202611230300_let_number_series_move': m38,
    '202611230320_discard_dead_letters': m40,
    '202611230703_put_items_into_groups': m62,
  },
  invoicing: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
    '202611210940_remember_answers_by_idempotency_key': m2,
    '202611211050_create_price_lists_and_books': m11,
    '202611211051_create_proposals_and_invoices': m12,
    '202611222100_version_the_number_series': m24,
    '202611230320_discard_dead_letters': m40,
    '202611230620_say_what_agreements_paid': m51,
    '202611230730_keep_what_orders_are_charged_by': m71,
    '202611230731_share_limits_of_a_year': m72,
  },
  reporting: {
    '202611210900_create_the_foundation_tables': m0,
    '202611210930_keep_a_copy_of_the_setup': m1,
    '202611210940_remember_answers_by_idempotency_key': m2,
    '202611211130_create_read_models': m16,
    '202611230320_discard_dead_letters': m40,
    '202611230659_read_models_of_requests_and_cases': m60,
  },
};
