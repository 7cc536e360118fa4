-- Coming in: browsers that are known, and forms that outlived a session.

-- Those in which a person came all the way in before. Guessing elsewhere does not use up what they may try.
create table known_device (
  account_id  uuid not null references account (id),
  -- of the cookie that the browser keeps, one for all its people
  device_hash bytea not null,
  expires_at  timestamptz not null,
  primary key (account_id, device_hash)
);
create index known_device_expiry on known_device (expires_at);

-- Null until its owner sent it on. It stays for its half hour: what is on its way may get lost.
alter table kept_form add column sent_at timestamptz;
