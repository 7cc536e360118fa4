-- What a machine read on a receipt's picture, to be taken over or not.
create table grant_reading (
  receipt_id   uuid primary key references grant_receipt (id),
  read_at      timestamptz not null,
  purchased_on date,
  shop         text not null,
  total_yen    integer,
  -- [{ "name": …, "yen": … }]
  items        jsonb not null
);
