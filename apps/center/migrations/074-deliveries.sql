-- Files on their way into the registry: brought by an official or by an insurer's own system, taken in by a job, and where
-- they would end too many coverages, decided by a second person.

create table insurer_key (
  id             uuid primary key,
  insurer_number text not null references insurer (number),
  -- which system it was given to
  label          text not null check (char_length(label) between 1 and 40),
  -- SHA-256; the key itself is shown once
  secret_hash    bytea not null unique check (octet_length(secret_hash) = 32),
  issued_at      timestamptz not null,
  issued_by      text not null,
  last_used_at   timestamptz,
  revoked_at     timestamptz,
  revoked_by     text,
  check ((revoked_at is null) = (revoked_by is null))
);
create index insurer_key_insurer on insurer_key (insurer_number, issued_at);

create table feed_delivery (
  id              uuid primary key,
  insurer_number  text not null references insurer (number),
  mode            text not null check (mode in ('full', 'diff')),
  is_dry_run      boolean not null,
  -- as the sender called it
  file_name       text not null,
  bytes           bigint not null,
  -- of the bytes as sent
  sha256          bytea not null check (octet_length(sha256) = 32),
  -- an official's account, or an insurer's key
  sender_kind     text not null check (sender_kind in ('official', 'insurer')),
  sender_id       text not null,
  -- what the sender calls this sending, so that a repeated one is known
  idempotency_key text,
  received_at     timestamptz not null,
  state           text not null check (state in (
    'waiting', 'running', 'accepted', 'already', 'refused', 'unconfirmed', 'declined', 'expired', 'failed'
  )),
  -- why it was refused
  reason          text,
  step            text check (step in ('reading', 'comparing', 'writing')),
  bytes_read      bigint not null default 0,
  lines_read      integer not null default 0,
  -- how often it was begun, and when it last gave a sign of life
  attempts        integer not null default 0,
  alive_at        timestamptz,
  finished_at     timestamptz,
  -- in how many lines, people and coverages
  counts          jsonb,
  ending_share    numeric,
  problem_count   integer not null default 0,
  -- 四つの目: who confirmed or declined the endings
  decided_by      text,
  decided_at      timestamptz,
  -- the file itself is kept no longer than it is needed
  file_deleted_at timestamptz,
  check (decided_by is null or decided_by <> sender_id),
  check ((decided_by is null) = (decided_at is null)),
  check (state not in ('waiting', 'running', 'unconfirmed') or file_deleted_at is null)
);
create unique index feed_delivery_once on feed_delivery (insurer_number, idempotency_key) where idempotency_key is not null;
create index feed_delivery_insurer on feed_delivery (insurer_number, received_at);
create index feed_delivery_open on feed_delivery (state) where state in ('waiting', 'running', 'unconfirmed');

-- Where a file goes wrong. Never holds a value.
create table feed_problem (
  delivery_id     uuid not null references feed_delivery (id),
  ordinal         integer not null,
  line            integer,
  column_title    text,
  column_position integer,
  rule            text not null,
  message         text not null,
  mend            text not null,
  primary key (delivery_id, ordinal)
);

-- 照会停止中: which insurer's file put a question, and which. Gone when it is answered; the person's history says from when to when.
create table suspension (
  person_id      uuid primary key,
  insurer_number text not null,
  reason         text not null check (reason in ('birth-date', 'kana')),
  at             timestamptz not null
);
create index suspension_insurer on suspension (insurer_number, at);
create index person_suspended on person (id) where suspended_at is not null;
