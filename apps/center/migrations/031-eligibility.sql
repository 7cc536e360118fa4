-- Challenges, the checks made with them, and the roots and revocation lists that cards are judged by.

create table trust_anchor (
  -- SHA-256 of the certificate
  fingerprint bytea primary key check (octet_length(fingerprint) = 32),
  certificate bytea not null,
  added_at    timestamptz not null
);

-- A list whose root is no longer believed goes with it.
create table revocation_list (
  issuer      bytea not null references trust_anchor (fingerprint) on delete cascade,
  -- the names of its distribution point, or empty for a list of all the issuer's certificates
  scope       text not null,
  list        bytea not null,
  this_update timestamptz not null,
  next_update timestamptz not null,
  primary key (issuer, scope)
);

-- Rises with every change of the two tables above, so that each process knows when to read them again.
create table trust_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null
);
insert into trust_revision (revision) values (0);

-- Written twice a check and read by its key only: no foreign keys, no further index.
create table challenge (
  id          uuid primary key,
  facility_id uuid not null,
  terminal_id uuid not null,
  purpose     text not null check (purpose in ('pinCheck')),
  nonce       text not null,
  issued_at   timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz
);

-- The facility leads the key: a facility asks only for its own checks.
create table check_record (
  facility_id  uuid not null,
  id           uuid not null,
  terminal_id  uuid not null,
  challenge_id uuid not null,
  -- null where the card led to nobody
  person_id    uuid,
  outcome      text not null,
  as_of        date not null,
  checked_at   timestamptz not null,
  primary key (facility_id, id)
);
create index check_record_valid on check_record (facility_id, checked_at) where outcome = 'valid';
