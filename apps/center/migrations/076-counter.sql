-- 保険証利用登録 at the counter, and consents for 限度額 and 特定疾病.

alter table challenge drop constraint challenge_purpose_check;
alter table challenge add constraint challenge_purpose_check
  check (purpose in ('pinCheck', 'visualCheck', 'firstUse'));

-- What a person agreed to that one facility may be told. The last word of each scope; the words before it stand in the
-- audit, by check. The person leads the key, so that it lies beside their coverages.
create table consent (
  person_id    uuid not null,
  facility_id  uuid not null,
  scope        text not null check (scope in ('limitCertificate', 'specificDiseases')),
  given_at     timestamptz not null,
  -- the first moment without it
  ends_at      timestamptz not null,
  -- the check at which it was given, and how the person was known then
  check_id     uuid not null,
  way          text not null check (way in ('pinCheck', 'visualCheck')),
  withdrawn_at timestamptz,
  primary key (person_id, facility_id, scope),
  check (given_at < ends_at)
);

-- The proof of a consent to 保険証利用登録: the card signed these bytes, which name facility, terminal and purpose.
create table first_use (
  person_id    uuid not null,
  challenge_id uuid not null,
  fingerprint bytea not null check (octet_length(fingerprint) = 32),
  facility_id uuid not null,
  context     bytea not null,
  signature   bytea not null,
  at          timestamptz not null,
  primary key (person_id, challenge_id)
);
