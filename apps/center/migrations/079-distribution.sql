-- Ready to live on many servers: every key of a large table names whose row it is. One check writes for one facility only.

-- The id leads, so that one may still be looked for by its number alone.
alter table challenge drop constraint challenge_pkey, add primary key (id, facility_id);

-- Whose record it is: the facility concerned, or where there is none, the event's own id. Never null, as facility_id may be.
alter table audit_event add column owner_id uuid;
update audit_event set owner_id = coalesce(facility_id, id);
alter table audit_event
  alter column owner_id set not null,
  drop constraint audit_event_pkey,
  add primary key (id, owner_id),
  add constraint audit_event_owner check (owner_id = coalesce(facility_id, id));
