-- Mails that went out, while an answer of a mail server may still come: the return address of each names its row.
create table sent_mail (
  id          uuid primary key,
  address     text not null,
  template    text not null,
  sent_at     timestamptz not null,
  -- a mail counts once, however many answers come
  returned_at timestamptz
);
create index sent_mail_sent_at on sent_mail (sent_at);

-- Addresses at which mail did not arrive, counted since they were last believed to be good.
create table unreachable_address (
  id              uuid primary key,
  address         text not null unique,
  failures        integer not null check (failures > 0),
  -- RFC 3463, as the mail server said it: 5.1.1
  status          text not null,
  first_failed_at timestamptz not null,
  last_failed_at  timestamptz not null,
  -- since when nothing is sent there
  stopped_at      timestamptz
);
create index unreachable_address_last on unreachable_address (last_failed_at, id);
