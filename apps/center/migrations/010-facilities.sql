-- Facilities, the people who sign in for them, and registrations on their way.

create table facility (
  id              uuid primary key,
  kind            text not null,
  -- 医療機関コード (10 digits) or 登録記号番号, as notation folds it
  code            text not null unique,
  prefecture_code text not null,
  name            text not null,
  founder         text not null,
  postal_code     text not null,
  address         text not null,
  phone           text not null,
  -- 運用開始日, once the facility has entered it
  go_live_on      date,
  created_at      timestamptz not null
);

create table account (
  id            uuid primary key,
  realm         text not null check (realm in ('facility', 'office')),
  facility_id   uuid references facility (id),
  mail          text not null unique,
  name          text not null,
  role          text not null,
  password_hash text not null,
  created_at    timestamptz not null,
  check ((realm = 'facility') = (facility_id is not null))
);
create index account_facility on account (facility_id);

create table registration (
  id           uuid primary key,
  token_hash   bytea not null unique,
  kind         text not null,
  code         text not null,
  prefecture_code text not null,
  facility_name text not null,
  founder      text not null,
  postal_code  text not null,
  address      text not null,
  phone        text not null,
  person_name  text not null,
  mail         text not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  completed_at timestamptz
);
