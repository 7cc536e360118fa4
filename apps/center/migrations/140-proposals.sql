-- What one official proposes and another makes true, whatever it is about: one table and one way for all.
create table proposal (
  id          uuid primary key,
  -- What it is about: 'grant-programme', 'facility-list', 'device'.
  subject     text not null,
  -- Which of them, so that nobody has to compare two proposals for one thing.
  key         text not null,
  -- What held when it was proposed; null where there was nothing. Another one since then makes the proposal void.
  based_on    text,
  -- As it was filled in; read anew by the same rules when it is confirmed.
  content     jsonb not null,
  needs_two   boolean not null,
  state       text not null check (state in ('proposed', 'confirmed', 'withdrawn')),
  proposed_by uuid not null references account (id),
  proposed_at timestamptz not null,
  decided_by  uuid references account (id),
  decided_at  timestamptz,
  -- What became of it.
  became      text,
  constraint proposal_four_eyes check (state <> 'confirmed' or not needs_two or decided_by <> proposed_by),
  check ((state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  check ((state = 'confirmed') = (became is not null))
);
create unique index proposal_open on proposal (subject, key) where state = 'proposed';
create index proposal_at on proposal (subject, proposed_at desc);

insert into proposal
select id, 'grant-programme', code, based_on::text, form, true, state, proposed_by, proposed_at, decided_by, decided_at,
  programme_id::text
from grant_proposal;
drop table grant_proposal;
