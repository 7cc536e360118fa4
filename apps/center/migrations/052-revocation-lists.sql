-- Revocation lists: what each one says of itself, and what the lists before it named and it leaves out.

-- A partition's name is written in another form from here on. The lists come again with the next import.
delete from revocation_list;
alter table revocation_list
  add column digest bytea not null generated always as (sha256(list)) stored,
  -- cRLNumber, in decimal
  add column number text,
  add column entries integer not null,
  add column installed_at timestamptz not null;
-- Read piece by piece, which compression would make a reading of the whole each time.
alter table revocation_list alter column list set storage external;

-- An expired certificate serves for an eligibility check for some months more, while its CA may forget that it was revoked.
create table dropped_revocation (
  issuer     bytea not null,
  scope      text not null,
  -- hex, as certificates have it
  serial     text not null,
  revoked_at timestamptz not null,
  reason     text not null,
  keep_until timestamptz not null,
  primary key (issuer, scope, serial),
  foreign key (issuer, scope) references revocation_list (issuer, scope) on delete cascade
);

update trust_revision set revision = revision + 1;
