-- A version of a programme before it is one: what one official proposes and another makes true.
create table grant_proposal (
  id           uuid primary key,
  -- Of the programme, which may not exist yet.
  code         text not null,
  -- The newest version when it was proposed; null for a new programme.
  based_on     uuid references grant_programme (id),
  -- The form as it was filled in; read anew by the same rules when it is confirmed.
  form         jsonb not null,
  state        text not null check (state in ('proposed', 'confirmed', 'withdrawn')),
  proposed_by  uuid not null references account (id),
  proposed_at  timestamptz not null,
  decided_by   uuid references account (id),
  decided_at   timestamptz,
  -- What became of it.
  programme_id uuid references grant_programme (id),
  constraint grant_proposal_four_eyes check (state <> 'confirmed' or decided_by <> proposed_by),
  check ((state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  check ((state = 'confirmed') = (programme_id is not null))
);
-- Nobody has to compare two proposals for one programme.
create unique index grant_proposal_open on grant_proposal (code) where state = 'proposed';
create index grant_proposal_at on grant_proposal (proposed_at);
