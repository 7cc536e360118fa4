-- Fetching revocation lists: every attempt, so that an operator sees since when and why a list does not come.

create table revocation_fetch (
  id            uuid primary key,
  -- as configured
  address       text not null,
  at            timestamptz not null,
  outcome       text not null check (outcome in ('swapped', 'same', 'refused', 'unreachable')),
  -- a code: why it was refused or not reached
  reason        text,
  -- whose list it was, where one came that could be read
  issuer        bytea,
  scope         text,
  -- SHA-256 of the list, and what the server called that state of it, for asking whether there is a newer one
  digest        bytea check (octet_length(digest) = 32),
  etag          text,
  last_modified text,
  check ((outcome in ('refused', 'unreachable')) = (reason is not null)),
  check ((issuer is null) = (scope is null))
);
create index revocation_fetch_address on revocation_fetch (address, at);
create index revocation_fetch_partition on revocation_fetch (issuer, scope, at);
