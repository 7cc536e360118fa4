-- The files that insurers send: which came, what each changed, who took it in and who confirmed it.

create table feed_file (
  id             uuid primary key,
  insurer_number text not null references insurer (number),
  -- of the bytes as sent
  sha256         bytea not null check (octet_length(sha256) = 32),
  mode           text not null check (mode in ('full', 'diff')),
  -- the day of which a full file says who is insured
  as_of          date not null,
  at             timestamptz not null,
  state          text not null check (state in ('accepted', 'refused')),
  -- why it was refused
  reason         text check (reason in ('problems', 'endings')),
  -- in how many lines, people and coverages
  counts         jsonb not null,
  actor_kind     text not null,
  actor_id       text not null,
  -- 四つの目: who else agreed to the endings
  confirmed_by   text check (confirmed_by <> actor_id),
  check ((state = 'refused') = (reason is not null))
);
-- The same file is taken in once.
create unique index feed_file_once on feed_file (insurer_number, sha256, mode) where state = 'accepted';
create index feed_file_insurer on feed_file (insurer_number, at);

-- How many of an insurer's coverages a file may end before a second person must agree; without a row, five in a hundred.
create table feed_limit (
  insurer_number text primary key references insurer (number),
  ending_share   numeric not null check (ending_share between 0 and 1)
);

-- Whom a line speaks of. Asked by files, never by a check.
create index coverage_insured_number on coverage (insurer_number, number, (coalesce(symbol, '')));
