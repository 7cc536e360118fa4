-- What officials may do: which roles somebody has, from when until when, and which proposal of two administrators gave and took them.

-- Two pairs of eyes for each change: proposed by one administrator, agreed to by another, about a third.
create table role_proposal (
  id             uuid primary key,
  kind           text not null check (kind in ('invite', 'grant', 'take')),
  -- null until somebody who is invited has an account
  account_id     uuid references account (id),
  mail           text not null,
  name           text not null,
  roles          text[] not null check (cardinality(roles) > 0),
  -- the last day, of roles that are given for a while
  until_on       date,
  reason         text not null,
  proposed_by    uuid not null references account (id),
  proposed_at    timestamptz not null,
  state          text not null check (state in ('open', 'agreed', 'declined', 'withdrawn')),
  decided_by     uuid references account (id),
  decided_at     timestamptz,
  decline_reason text,
  check ((state = 'open') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  check ((state = 'declined') = (decline_reason is not null)),
  constraint role_proposal_four_eyes check (state <> 'agreed' or decided_by <> proposed_by),
  constraint role_proposal_not_oneself check (
    account_id is null or (account_id <> proposed_by and (state <> 'agreed' or account_id <> decided_by)))
);
-- One at a time about one person.
create unique index role_proposal_open on role_proposal (mail) where state = 'open';
create index role_proposal_account on role_proposal (account_id, proposed_at);
create index role_proposal_time on role_proposal (proposed_at);

create table official_role (
  id         uuid primary key,
  account_id uuid not null references account (id),
  role       text not null check (role in
    ('reviewer', 'approver', 'payer', 'editor', 'callCenter', 'insurerDesk', 'auditor', 'administrator')),
  valid_from timestamptz not null,
  -- null: until it is taken away
  valid_to   timestamptz,
  -- null: from before there were proposals, or given on the machine to the first administrators
  given_by   uuid references role_proposal (id),
  taken_by   uuid references role_proposal (id),
  check (valid_to is null or valid_from <= valid_to),
  exclude using gist (account_id with =, role with =, tstzrange(valid_from, valid_to) with &&)
);

-- Whoever works here keeps what they did until now: all that officials did. Nobody administers yet: see `madoguchi officials`.
insert into official_role (id, account_id, role, valid_from)
select gen_random_uuid(), account.id, given.role, account.created_at
from account, unnest(array['reviewer', 'approver', 'payer', 'editor', 'callCenter', 'insurerDesk']) given (role)
where account.realm = 'office';

alter table account drop column role;
