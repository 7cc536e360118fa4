-- Health-check sites (健診等実施機関): the insurers they have contracts with, and 一括照会.

create table checkup_contract (
  id             uuid primary key,
  facility_id    uuid not null references facility (id),
  insurer_number text not null references insurer (number),
  valid_from     date not null,
  -- the last day
  valid_to       date,
  created_at     timestamptz not null,
  check (valid_from <= valid_to),
  -- One contract at a time.
  exclude using gist (
    facility_id with =,
    insurer_number with =,
    daterange(valid_from, valid_to, '[]') with &&
  )
);

-- What was asked of whom stands in files only, and those are deleted; here stand counts.
create table bulk_inquiry (
  facility_id    uuid not null references facility (id),
  id             uuid not null,
  -- with its check character; drawn at random
  receipt_number text not null,
  actor_kind     text not null check (actor_kind in ('person', 'terminal')),
  actor_id       text not null,
  purpose        text not null check (purpose in ('specific-checkup', 'specific-guidance', 'other-checkup')),
  state          text not null check (state in ('accepted', 'working', 'done', 'refused', 'failed', 'deleted')),
  -- the day of which the answers speak
  as_of          date not null,
  accepted_at    timestamptz not null,
  -- how often work on it has begun: more than once where a process ended in the middle
  starts         integer not null default 0,
  progressed_at  timestamptz,
  finished_at    timestamptz,
  bytes_total    bigint not null,
  bytes_done     bigint not null default 0,
  lines_done     integer not null default 0,
  batches_done   integer not null default 0,
  -- lines by 資格有効性
  counts         jsonb not null default '{}',
  primary key (facility_id, id),
  unique (facility_id, receipt_number),
  check ((finished_at is null) = (state in ('accepted', 'working')))
);
-- Short: what waits or is being worked on.
create index bulk_inquiry_unfinished on bulk_inquiry (accepted_at) where finished_at is null;
-- For the night: whose files are still there.
create index bulk_inquiry_kept on bulk_inquiry (accepted_at) where state <> 'deleted';
