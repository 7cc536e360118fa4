-- Checks made while a counter could not reach the center, and sent afterwards.

-- One for each entry, however often it is sent: its id is made at the counter and stands in what the card signed.
create table offline_check (
  facility_id uuid not null,
  id          uuid not null,
  terminal_id uuid not null,
  -- what the counter sent, so that it can be looked at again
  context     bytea not null,
  certificate bytea not null,
  signature   bytea not null,
  -- SHA-256 of the three, to know the same entry from another one of its number
  digest      bytea not null check (octet_length(digest) = 32),
  -- by the terminal's clock; null where the context says nothing that could be believed
  checked_at  timestamptz,
  received_at timestamptz not null,
  -- null where it was refused
  outcome     text,
  -- the slug of the problem
  refusal     text,
  -- what was said to it, sealed, to be said again where it did not arrive; forgotten after a while
  result      bytea,
  primary key (facility_id, id),
  check ((outcome is null) <> (refusal is null))
);
create index offline_check_facility on offline_check (facility_id, received_at);
-- for counting and forgetting by day
create index offline_check_time on offline_check using brin (received_at);

-- An offline check that was answered is a check as any other, marked: null where the center was asked at once.
alter table check_record add column received_at timestamptz;
