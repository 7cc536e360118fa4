-- An inquiry may be about a case that the office decides: then it is read and answered on the case's own page, too.
alter table inquiry
  add column about_work text,
  add column about_id   uuid,
  add check ((about_work is null) = (about_id is null));
create index inquiry_about on inquiry (about_id, created_at) where about_id is not null;

-- An official may begin one: then nobody of the facility has asked.
do $$
declare
  found record;
begin
  for found in
    select conname from pg_constraint
    where contype = 'c' and conrelid = 'inquiry'::regclass and pg_get_constraintdef(oid) like '%account_id%'
  loop
    execute format('alter table inquiry drop constraint %I', found.conname);
  end loop;
end $$;
alter table inquiry add check (account_id is null or facility_id is not null);
