-- 目視確認: whom the center trusts to sign what is printed on cards, and what a check rested on.

-- Several keys may share an identifier; one that fits is enough. Counts for trust_revision as the other roots do.
create table surface_root (
  key_id   bytea not null check (octet_length(key_id) = 16),
  -- RSA-2048, exponent 65537
  modulus  bytea not null check (octet_length(modulus) = 256),
  added_at timestamptz not null,
  primary key (key_id, modulus)
);

alter table challenge drop constraint challenge_purpose_check;
alter table challenge add constraint challenge_purpose_check
  check (purpose in ('pinCheck', 'visualCheck'));

alter table check_record add column purpose text not null default 'pinCheck'
  check (purpose in ('pinCheck', 'visualCheck'));
alter table check_record alter column purpose drop default;

-- What the person at the counter compared with the patient, and when, by the terminal's clock.
alter table check_record add column photo_compared text check (photo_compared in ('chip', 'printed'));
alter table check_record add column photo_matched_at timestamptz;
alter table check_record add constraint check_record_statement check (
  (purpose = 'visualCheck') = (photo_compared is not null)
  and (photo_compared is null) = (photo_matched_at is null)
);
