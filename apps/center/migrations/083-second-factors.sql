-- More than a password: an authenticator app with recovery codes, passkeys, codes by mail; and forms that outlive a session.

create table totp (
  account_id   uuid primary key references account (id),
  -- sealed with the center's key
  secret       bytea not null,
  -- null until the first code was right
  confirmed_at timestamptz,
  -- the step of the last code: it and those before it are used up
  last_step    bigint
);

create table recovery_code (
  account_id uuid not null references account (id),
  code_hash  bytea not null,
  used_at    timestamptz,
  primary key (account_id, code_hash)
);

-- One at a time; a new one takes the place of the last.
create table mail_code (
  account_id    uuid primary key references account (id),
  code_hash     bytea not null,
  expires_at    timestamptz not null,
  attempts_left integer not null
);

create table passkey (
  -- the credential's id, base64url
  id           text primary key,
  account_id   uuid not null references account (id),
  public_key   bytea not null,
  counter      bigint not null,
  transports   text[] not null,
  -- what its owner calls it
  name         text not null,
  created_at   timestamptz not null,
  last_used_at timestamptz
);
create index passkey_account on passkey (account_id);

-- Challenges carry the center's mark and need no row until they are used, once.
create table used_challenge (
  challenge_hash bytea primary key,
  expires_at     timestamptz not null
);

-- What somebody had typed when their session turned out to be over. Sealed with a key that only their cookie holds.
create table kept_form (
  key_hash   bytea primary key,
  -- whose session it was, where that is still known
  account_id uuid,
  sealed     bytea not null,
  expires_at timestamptz not null
);
create index kept_form_expiry on kept_form (expires_at);
