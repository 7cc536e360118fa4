-- Links that come by mail: to a new password, and to a new address.

create table account_link (
  token_hash bytea primary key,
  account_id uuid not null references account (id),
  purpose    text not null check (purpose in ('password', 'mail')),
  -- the new address, which the link proves
  mail       text check ((mail is not null) = (purpose = 'mail')),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index account_link_account on account_link (account_id);
