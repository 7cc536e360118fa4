-- Inviting people to a facility, and handing 管理者 over to who follows.

-- For the list of a facility's people. Nobody knows of sign-ins before this column.
alter table account add column last_sign_in_at timestamptz;

create table invitation (
  id          uuid primary key,
  token_hash  bytea not null unique,
  facility_id uuid not null references facility (id),
  mail        text not null,
  roles       text[] not null
    check (cardinality(roles) > 0 and roles <@ array['administrator', 'reception', 'accounting']),
  invited_by  uuid not null references account (id),
  invited_at  timestamptz not null,
  expires_at  timestamptz not null,
  -- one at a time for each address
  unique (facility_id, mail)
);

-- Offered by a 管理者; it waits for an answer first, and for its day then. One at a time.
create table handover (
  facility_id   uuid primary key references facility (id),
  from_account  uuid not null references account (id),
  -- what the giver is afterwards; nothing when they leave
  kept_roles    text[] not null check (kept_roles <@ array['reception', 'accounting']),
  -- the first day on which the giver is 管理者 no longer
  effective_on  date not null,
  offered_at    timestamptz not null,
  -- until the successor has joined: an invitation that ends takes the offer with it
  invitation_id uuid unique references invitation (id) on delete cascade,
  -- from then on
  to_account    uuid references account (id),
  check ((invitation_id is null) <> (to_account is null))
);
