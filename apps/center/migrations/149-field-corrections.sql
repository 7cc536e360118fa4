-- What an official corrects in a usage application: an event of its history, with what stood there before, and the form as it is since.
do $$
declare
  found record;
begin
  for found in
    select conname from pg_constraint
    where contype = 'c' and conrelid = 'usage_application_event'::regclass
      and pg_get_constraintdef(oid) like '%kind%' and pg_get_constraintdef(oid) !~ 'reason|return_id|rule'
  loop
    execute format('alter table usage_application_event drop constraint %I', found.conname);
  end loop;
end $$;
alter table usage_application_event
  -- {reason, changes: [{field, before, after}]}, as people read them
  add column correction jsonb,
  add check (kind in ('submitted', 'corrected', 'returned', 'approved', 'refused')),
  add check ((kind in ('submitted', 'corrected')) = (form is not null)),
  add check ((kind = 'corrected') = (correction is not null)),
  add check (kind <> 'corrected' or role = 'reviewer');
