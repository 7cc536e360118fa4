-- お知らせ, how often each text is read, and what readers think of it. The articles themselves are files of the program.

create table notice (
  id                   uuid primary key,
  -- 管理番号: two digits say what it concerns, four count on. Never given to another notice.
  number               text not null unique check (number ~ '^\d{2}-\d{4}$'),
  weight               text not null check (weight in ('important', 'information')),
  title                text not null,
  -- Markdown
  body                 text not null,
  -- Whom it concerns; empty: everybody. Both: who is of one of these kinds in one of these prefectures.
  audience_kinds       text[] not null,
  audience_prefectures text[] not null,
  published_at         timestamptz not null,
  -- From then on it is no longer listed; it can still be read.
  expires_at           timestamptz check (expires_at > published_at),
  revised_at           timestamptz,
  withdrawn_at         timestamptz,
  withdrawn_because    text,
  version              integer not null,
  check ((withdrawn_at is null) = (withdrawn_because is null))
);
create index notice_published on notice (published_at desc);

-- Every text a notice ever had.
create table notice_revision (
  notice_id  uuid not null references notice (id),
  version    integer not null,
  at         timestamptz not null,
  account_id uuid not null,
  -- What changed, in the words of who changed it; empty for the first.
  what       text not null,
  title      text not null,
  body       text not null,
  primary key (notice_id, version)
);

-- The last number given in each category.
create table notice_counter (
  category text primary key check (category ~ '^\d{2}$'),
  last     integer not null check (last between 1 and 9999)
);

-- By the number of the notice or article.
create table library_reading (
  number text primary key,
  views  bigint not null default 0
);

-- One a reader and text: who thinks again changes it.
create table library_rating (
  number     text not null,
  -- Of the account, or of a cookie that says nothing else.
  rater      bytea not null,
  stars      smallint not null check (stars between 1 and 5),
  comment    text,
  account_id uuid,
  at         timestamptz not null,
  primary key (number, rater)
);
create index library_rating_recent on library_rating (at desc) where comment is not null;
