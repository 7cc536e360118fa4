-- App accounts, the secrets of their set-up, and the devices registered with them.

-- Numbers of user ids. A number whose transaction fails is not used again.
create sequence app_account_number;

create table app_account (
  id                 uuid primary key,
  facility_id        uuid not null references facility (id),
  user_id            text not null unique check (user_id ~ '^W[0-9]{7}$'),
  password_hash      text,
  activation_hash    bytea,
  -- when the secrets of now were made and shown
  secret_issued_at   timestamptz,
  -- when a device was registered with the activation code of now
  activation_used_at timestamptz,
  stopped_at         timestamptz,
  created_at         timestamptz not null,
  version            integer not null default 1,
  check ((secret_issued_at is null) = (password_hash is null)),
  check ((secret_issued_at is null) = (activation_hash is null)),
  check (activation_used_at is null or secret_issued_at is not null)
);
create index app_account_facility on app_account (facility_id);

create table terminal (
  id             uuid primary key,
  app_account_id uuid not null references app_account (id),
  facility_id    uuid not null references facility (id),
  -- x and y of the public key on P-256, base64url (RFC 7518, 6.2.1)
  key_x          text not null,
  key_y          text not null,
  name           text not null,
  kind           text not null check (kind in ('windows', 'android', 'ios', 'other')),
  registered_at  timestamptz not null,
  last_seen_at   timestamptz not null,
  removed_at     timestamptz
);
create index terminal_app_account on terminal (app_account_id);
create index terminal_facility on terminal (facility_id);
