/** Where each table lives on a distributed PostgreSQL (decision 021). A test holds every table of the schema against this list. */
import type { TableDistribution } from "@madoguchi/platform";

/** Those of one facility's check lie together, so that its transaction writes on one server. */
const byFacility = "challenge";
/** Everything about one person lies together. */
const byPerson = "person";
const byCertificate = "certificate_link";

/** In an order in which none points at a later one. */
export const distribution: readonly TableDistribution[] = [
  // Read with every check, small, and seldom changed: a copy on each server.
  { table: "insurer", kind: "reference" },
  { table: "insurer_history", kind: "reference" },
  { table: "trust_anchor", kind: "reference" },
  { table: "revocation_list", kind: "reference" },
  { table: "dropped_revocation", kind: "reference" },
  { table: "trust_revision", kind: "reference" },
  { table: "surface_root", kind: "reference" },
  { table: "facility", kind: "reference" },
  { table: "app_account", kind: "reference" },
  { table: "checkup_contract", kind: "reference" },
  { table: "app_account_limit", kind: "reference" },

  // Found by its own id alone, and written once a minute while it is in use.
  { table: "terminal", kind: "distributed", by: "id", beside: null },

  { table: "challenge", kind: "distributed", by: "facility_id", beside: null },
  { table: "check_record", kind: "distributed", by: "facility_id", beside: byFacility },
  { table: "recheck", kind: "distributed", by: "facility_id", beside: byFacility },
  { table: "recheck_limit", kind: "distributed", by: "facility_id", beside: byFacility },
  { table: "check_count", kind: "distributed", by: "facility_id", beside: byFacility },
  { table: "audit_event", kind: "distributed", by: "owner_id", beside: byFacility },

  { table: "person", kind: "distributed", by: "id", beside: null },
  { table: "person_history", kind: "distributed", by: "id", beside: byPerson },
  { table: "coverage", kind: "distributed", by: "person_id", beside: byPerson },
  { table: "coverage_history", kind: "distributed", by: "person_id", beside: byPerson },
  { table: "consent", kind: "distributed", by: "person_id", beside: byPerson },
  { table: "suspension", kind: "distributed", by: "person_id", beside: byPerson },
  { table: "first_use", kind: "distributed", by: "person_id", beside: byPerson },

  { table: "certificate_link", kind: "distributed", by: "fingerprint", beside: null },
  {
    table: "certificate_link_history",
    kind: "distributed",
    by: "fingerprint",
    beside: byCertificate,
  },

  // The portal's, the office's and the jobs': a few pages a minute, on the server that is asked.
  { table: "session", kind: "local" },
  { table: "throttle", kind: "local" },
  { table: "account", kind: "local" },
  { table: "registration", kind: "local" },
  { table: "facility_master", kind: "local" },
  { table: "facility_list", kind: "local" },
  { table: "facility_version", kind: "local" },
  { table: "facility_correction", kind: "local" },
  { table: "facility_procedure", kind: "local" },
  { table: "facility_procedure_event", kind: "local" },
  { table: "usage_application", kind: "local" },
  { table: "usage_application_event", kind: "local" },
  { table: "checklist_tick", kind: "local" },
  { table: "app_account_addition", kind: "local" },
  { table: "device_choice", kind: "local" },
  { table: "preparation_reminder", kind: "local" },
  { table: "preparation_reminder_stop", kind: "local" },
  { table: "grant_programme", kind: "local" },
  { table: "grant_application", kind: "local" },
  { table: "grant_receipt", kind: "local" },
  { table: "grant_submission", kind: "local" },
  { table: "grant_line", kind: "local" },
  { table: "grant_submission_receipt", kind: "local" },
  { table: "grant_approval", kind: "local" },
  { table: "grant_return", kind: "local" },
  { table: "grant_return_point", kind: "local" },
  { table: "grant_decision", kind: "local" },
  { table: "grant_decision_counter", kind: "local" },
  { table: "statistics_progress", kind: "local" },
  { table: "patient_count", kind: "local" },
  { table: "comparison_median", kind: "local" },
  { table: "stage_count", kind: "local" },
  { table: "inquiry", kind: "local" },
  { table: "inquiry_message", kind: "local" },
  { table: "inquiry_attachment", kind: "local" },
  { table: "inquiry_link", kind: "local" },
  { table: "feed_file", kind: "local" },
  { table: "feed_limit", kind: "local" },
  { table: "renewal_notice", kind: "local" },
  { table: "certificate_renewal", kind: "local" },
  { table: "insurer_key", kind: "local" },
  { table: "insurer_contract_change", kind: "local" },
  { table: "feed_delivery", kind: "local" },
  { table: "feed_problem", kind: "local" },
  { table: "bulk_inquiry", kind: "local" },
  { table: "revocation_fetch", kind: "local" },
  { table: "notice", kind: "local" },
  { table: "notice_revision", kind: "local" },
  { table: "notice_counter", kind: "local" },
  { table: "library_reading", kind: "local" },
  { table: "library_rating", kind: "local" },
  { table: "schema_migration", kind: "local" },
];
