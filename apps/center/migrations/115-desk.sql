-- The officials' desk: who holds which case, and what their queues need to be found fast among ten thousand.

create extension if not exists pg_trgm;

-- One row a case that somebody holds, or held until `until`: what has ended is nobody's.
create table desk_claim (
  -- the kind of work: 'usage-application', 'grant', 'procedure'
  work        text not null,
  item_id     uuid not null,
  official_id uuid not null references account (id),
  since       timestamptz not null,
  until       timestamptz not null,
  check (since < until),
  primary key (work, item_id)
);
create index desk_claim_official on desk_claim (official_id, work);
create index desk_claim_until on desk_claim (until);

-- Names as they are searched: whichever width they are typed in.
create index facility_name_search on facility using gin (lower(normalize(name, nfkc)) gin_trgm_ops);
create index facility_code_search on facility (code text_pattern_ops);

-- Each list in its order, from any place in it on.
drop index usage_application_queue;
create index usage_application_queue on usage_application (state, submitted_at, id);
create index usage_application_returned on usage_application (updated_at, id) where state = 'returned';
create index usage_application_ended on usage_application (decided_at desc, id desc) where state in ('approved', 'refused');
drop index facility_procedure_queue;
create index facility_procedure_queue on facility_procedure (state, submitted_at, id);
