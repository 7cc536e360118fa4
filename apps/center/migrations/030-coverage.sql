-- The registry: who is insured with whom, and which certificate speaks for whom.

create table insurer (
  -- 保険者番号, 8 or 6 digits
  number text primary key,
  name   text not null,
  kind   text not null
);

create table person (
  id           uuid primary key,
  -- as the insurer holds it: may contain ●
  name         text not null,
  kana         text not null,
  sex          text not null check (sex in ('male', 'female', 'unset')),
  birth_date   date not null,
  address      text,
  -- 照会停止中: the insurer's data did not match the resident register and waits for a correction
  suspended_at timestamptz
);

-- 保険証利用登録. Looked up by the certificate alone, so it may live apart from `person`: no foreign key between the two.
create table certificate_link (
  -- SHA-256 of the 利用者証明用 certificate
  fingerprint bytea primary key check (octet_length(fingerprint) = 32),
  person_id   uuid not null,
  linked_at   timestamptz not null
);
create index certificate_link_person on certificate_link (person_id);

-- The person leads the key, so that everything about one person lies together.
create table coverage (
  person_id           uuid not null references person (id),
  id                  uuid not null,
  insurer_number      text not null references insurer (number),
  symbol              text,
  number              text not null,
  branch              text,
  relationship        text not null check (relationship in ('insured', 'dependent')),
  insured_name        text,
  qualified_on        date not null,
  -- the first day without this coverage
  disqualified_on     date,
  -- 01 死亡, 02 生活保護受給開始, 03 医療保険等の資格取得, 99 その他
  loss_reason         text check (loss_reason in ('01', '02', '03', '99')),
  valid_from          date not null,
  -- the last day with this coverage
  valid_to            date,
  copay_tenths        smallint not null check (copay_tenths between 0 and 3),
  preschool           boolean not null,
  -- in the shapes of the answer's items
  elderly_certificate jsonb,
  limit_certificate   jsonb,
  specific_diseases   jsonb not null,
  primary key (person_id, id),
  check (loss_reason is null or disqualified_on is not null)
);
