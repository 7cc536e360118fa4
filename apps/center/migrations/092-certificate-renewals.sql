-- Which certificate came in the place of which, as the certification authority tells it. Certificates stand as their SHA-256:
-- nobody can be found by it, and the links know no other name for them.

create table renewal_notice (
  id          uuid primary key,
  -- as the sender called it
  file_name   text not null,
  -- of the bytes as sent: the same file is taken in once
  sha256      bytea not null unique check (octet_length(sha256) = 32),
  received_at timestamptz not null,
  actor_kind  text not null,
  actor_id    text not null,
  lines       integer not null
);

create table certificate_renewal (
  predecessor bytea not null check (octet_length(predecessor) = 32),
  fingerprint bytea not null check (octet_length(fingerprint) = 32),
  notice_id   uuid not null references renewal_notice (id),
  -- the first day on which the new certificate speaks for whom the old one does
  starts_on   date not null,
  -- the last day on which the old one speaks for them as well; null: until it ends by itself
  ends_on     date,
  -- 'waiting' also while nobody has linked the old one; 'conflict': the new one speaks for somebody else
  state       text not null check (state in ('waiting', 'carried', 'conflict')),
  -- when the old one's link was ended as `ends_on` says
  ended_at    timestamptz,
  primary key (predecessor, fingerprint),
  check (predecessor <> fingerprint),
  check (starts_on <= ends_on)
);
create index certificate_renewal_begun on certificate_renewal (predecessor, fingerprint) where state <> 'carried';
create index certificate_renewal_ending on certificate_renewal (ends_on) where state = 'carried' and ended_at is null;
create index certificate_renewal_notice on certificate_renewal (notice_id);
