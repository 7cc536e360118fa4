-- Receipts as pictures: what they look like, a small one to see them by, and why somebody may not be able to read them.
alter table grant_receipt
  add column preview_hash text,
  add column remark text check (remark in ('small', 'dark', 'blurred')),
  -- 256 bits in hex; pictures alike have few bits apart.
  add column likeness text check (likeness ~ '^[0-9a-f]{64}$');

-- The sixteen parts of a likeness that say something: two pictures fifteen bits apart share one at least.
create function grant_likeness_parts(likeness text) returns text[] language sql immutable parallel safe as $$
  select array_agg(part || ':' || bits)
  from (select part, substr(likeness, part * 4 + 1, 4) bits from generate_series(0, 15) part) parts
  where bits <> '0000'
$$;
create index grant_receipt_likeness on grant_receipt using gin (grant_likeness_parts(likeness))
  where likeness is not null;

-- Files on their way: what has come of each so far lies in the file store, and goes on where a line broke.
create table grant_upload (
  id             uuid primary key,
  application_id uuid not null references grant_application (id),
  account_id     uuid not null references account (id),
  file_name      text not null,
  size_bytes     integer not null check (size_bytes > 0),
  -- SHA-256 of the whole in hex, as the sender says: by it the same file is known when it is chosen again.
  sha256         text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  received_bytes integer not null check (received_bytes between 0 and size_bytes),
  touched_at     timestamptz not null,
  unique (application_id, sha256)
);
create index grant_upload_touched on grant_upload (touched_at);
