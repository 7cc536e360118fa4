-- What devices say of themselves, devices that were lost, and app accounts beyond those of the usage application.

alter table terminal
  add column app_version  text,
  -- operating system and browser, in the app's words
  add column platform     text,
  add column self_test    text check (self_test in ('usable', 'usable-with-care', 'unusable', 'undecided')),
  add column self_test_at timestamptz,
  -- when its people said that it is lost; it is removed at the same moment
  add column lost_at      timestamptz,
  add constraint terminal_self_test check ((self_test is null) = (self_test_at is null)),
  add constraint terminal_lost check (lost_at is null or removed_at is not null);

-- How many app accounts a facility may have without asking anybody, by its kind.
create table app_account_limit (
  facility_kind text primary key,
  accounts      integer not null check (accounts > 0)
);
insert into app_account_limit (facility_kind, accounts) values
  ('medical', 10), ('dental', 10), ('pharmacy', 10), ('treatment', 10), ('checkup', 30), ('midwifery', 10);

create table app_account_addition (
  id          uuid primary key,
  facility_id uuid not null references facility (id),
  accounts    integer not null check (accounts > 0),
  reason      text not null check (reason in ('counters', 'outside', 'replacement', 'other')),
  -- only for 'other'
  note        text,
  added_at    timestamptz not null,
  account_id  uuid not null references account (id),
  check ((reason = 'other') = (note is not null))
);
create index app_account_addition_facility on app_account_addition (facility_id, added_at);
