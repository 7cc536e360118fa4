-- Officials who lost every second factor: one who administers meets them and writes down how they were known, another approves.
-- There is no facility to call back.
alter table factor_reset drop constraint factor_reset_check;
alter table factor_reset add constraint factor_reset_check check (
  (checked_by is null) = (checked_at is null) and (checked_by is null) = (spoken_with is null)
  and (facility_id is null) = (phone is null) and (facility_id is null or checked_by is not null));
