-- Several people a facility and several facilities a person; sessions that can be named, listed and ended.

create table membership (
  account_id  uuid not null references account (id),
  facility_id uuid not null references facility (id),
  roles       text[] not null
    check (cardinality(roles) > 0 and roles <@ array['administrator', 'reception', 'accounting']),
  joined_at   timestamptz not null,
  primary key (account_id, facility_id)
);
create index membership_facility on membership (facility_id);

-- Who registered a facility has done everything for it so far.
insert into membership (account_id, facility_id, roles, joined_at)
  select id, facility_id, array['administrator'], created_at from account where realm = 'facility';

-- With it go its index and the check that tied it to the realm.
alter table account drop column facility_id;
-- Of officials only; what a person may do for a facility stands in the membership.
alter table account alter column role drop not null;
update account set role = null where realm = 'facility';
alter table account add constraint account_role_check check ((realm = 'office') = (role is not null));

-- A session of before has neither name nor device: its person signs in again.
delete from session;
alter table session add column id uuid not null unique;
-- The facility for which the person acts, where they have several.
alter table session add column acting_for uuid;
-- When the person last gave more than the password.
alter table session add column proven_at timestamptz;
-- The browser's own words about itself.
alter table session add column user_agent text not null;
