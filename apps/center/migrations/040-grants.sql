-- 補助金: programmes as data, applications, what was submitted, and what was decided.

-- One row a version. A ministry changes a programme by adding a version, never by editing one:
-- a submission keeps the version it was made under.
create table grant_programme (
  id                 uuid primary key,
  code               text not null,
  version            integer not null,
  -- The first day of this version in Tokyo; it holds until the next version's.
  effective_from     date not null,
  name               text not null,
  legal_basis        text not null,
  facility_kinds     text[] not null,
  item_kinds         text[] not null,
  rate_numerator     integer not null check (rate_numerator > 0),
  rate_denominator   integer not null check (rate_denominator >= rate_numerator),
  cap_yen            integer not null check (cap_yen > 0),
  rounding_yen       integer not null check (rounding_yen > 0),
  tax_included       boolean not null,
  -- Days of purchase, both included; null where the programme sets none or it is unknown.
  purchase_from      date,
  purchase_until     date,
  -- In time is: intake_from <= now < intake_until.
  intake_from        timestamptz not null,
  intake_until       timestamptz not null check (intake_until > intake_from),
  approvals_required integer not null check (approvals_required > 0),
  correction_days    integer not null check (correction_days > 0),
  retention_years    integer not null check (retention_years > 0),
  unique (code, version),
  unique (code, effective_from)
);

-- The draft holds the forms as typed, right or wrong, so that nothing is lost between two visits.
create table grant_application (
  id             uuid primary key,
  facility_id    uuid not null references facility (id),
  programme_code text not null,
  state          text not null check (state in ('draft', 'submitted', 'returned', 'approved', 'refused')),
  costs_form     jsonb not null,
  account_form   jsonb not null,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  version        integer not null
);
-- Once per facility and programme; after a refusal one may apply anew.
create unique index grant_application_once
  on grant_application (facility_id, programme_code) where state <> 'refused';
create index grant_application_state on grant_application (state, updated_at);

-- The bytes lie in the file store under their hash. A removed receipt stays: it may have been submitted before.
create table grant_receipt (
  id             uuid primary key,
  application_id uuid not null references grant_application (id),
  file_hash      text not null,
  file_name      text not null,
  media_type     text not null,
  size_bytes     integer not null,
  uploaded_at    timestamptz not null,
  removed_at     timestamptz
);
create index grant_receipt_application on grant_receipt (application_id);
create index grant_receipt_hash on grant_receipt (file_hash);

-- What the facility sent, unchangeable. A correction is a further submission.
create table grant_submission (
  id             uuid primary key,
  application_id uuid not null references grant_application (id),
  number         integer not null,
  programme_id   uuid not null references grant_programme (id),
  form_version   integer not null,
  submitted_at   timestamptz not null,
  account_id     uuid not null references account (id),
  -- as they were at that moment: the decision letter names them for ever
  facility_code  text not null,
  facility_name  text not null,
  founder        text not null,
  bank_name      text not null,
  bank_code      text not null,
  branch_name    text not null,
  branch_code    text not null,
  deposit_kind   text not null check (deposit_kind in ('ordinary', 'current')),
  account_number text not null,
  account_holder text not null,
  unique (application_id, number)
);

create table grant_line (
  submission_id uuid not null references grant_submission (id),
  position      integer not null,
  item          text not null,
  product       text not null,
  quantity      integer not null check (quantity > 0),
  amount_yen    bigint not null check (amount_yen >= 0),
  purchased_on  date not null,
  shop          text not null,
  primary key (submission_id, position)
);

create table grant_submission_receipt (
  submission_id uuid not null references grant_submission (id),
  receipt_id    uuid not null references grant_receipt (id),
  primary key (submission_id, receipt_id)
);

-- Approvals belong to one submission, so those given before a correction lapse by themselves,
-- and the key lets nobody approve the same submission twice.
create table grant_approval (
  submission_id uuid not null references grant_submission (id),
  official_id   uuid not null references account (id),
  approved_at   timestamptz not null,
  primary key (submission_id, official_id)
);

create table grant_return (
  submission_id uuid primary key references grant_submission (id),
  official_id   uuid not null references account (id),
  returned_at   timestamptz not null,
  -- A correction is in time before this instant.
  deadline      timestamptz not null
);

create table grant_return_point (
  submission_id uuid not null references grant_return (submission_id),
  part          text not null check (part in ('costs', 'receipts', 'account')),
  code          text not null check (code in ('missing', 'wrong', 'unreadable')),
  message       text not null,
  primary key (submission_id, part)
);

-- The decision. Its letter is drawn from this row and the submission, neither of which changes.
create table grant_decision (
  application_id uuid primary key references grant_application (id),
  submission_id  uuid not null references grant_submission (id),
  kind           text not null check (kind in ('approved', 'refused')),
  -- 令和8年度 第000001号; approvals only
  number         text unique,
  amount_yen     integer not null check (amount_yen >= 0),
  reason         text not null,
  official_id    uuid not null references account (id),
  decided_at     timestamptz not null,
  check ((kind = 'approved') = (number is not null))
);

-- The last number given in each fiscal year (April to March).
create table grant_decision_counter (
  fiscal_year integer primary key,
  last        integer not null
);
