-- A decision taken back, in whole or in part: proposed by one official, done by another; what was paid is asked back.
create table grant_revocation (
  application_id uuid primary key references grant_decision (application_id),
  reason         text not null,
  -- What is taken back; what is asked back where it was paid.
  principal_yen  integer not null check (principal_yen > 0),
  proposed_by    uuid not null references account (id),
  proposed_at    timestamptz not null,
  confirmed_by   uuid references account (id),
  confirmed_at   timestamptz,
  -- 令和8年度 返第000001号
  number         text unique,
  -- The rest only where money had been paid.
  paid_on        date,
  due_on         date,
  interest_bp    integer,
  received_on    date,
  interest_yen   integer check (interest_yen >= 0),
  recorded_by    uuid references account (id),
  recorded_at    timestamptz,
  constraint grant_revocation_four_eyes check (confirmed_by <> proposed_by),
  check ((confirmed_by is null) = (confirmed_at is null) and (confirmed_by is null) = (number is null)),
  check (due_on is null or (confirmed_by is not null and paid_on is not null)),
  check ((received_on is null) = (interest_yen is null) and (received_on is null) = (recorded_by is null)),
  check (received_on is null or due_on is not null)
);

-- The last number given to a revocation in each fiscal year.
create table grant_revocation_counter (
  fiscal_year integer primary key,
  last        integer not null
);
