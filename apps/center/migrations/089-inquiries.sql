-- お問い合わせ: what was asked, the conversation that follows, and the links by which people without an account take part.

create table inquiry (
  id              uuid primary key,
  -- Q-20261129-7KQM: the day, and characters drawn at random, so that nobody learns how many there were
  number          text not null unique,
  -- null where the asker was not signed in
  facility_id     uuid references facility (id),
  account_id      uuid references account (id),
  -- of who was not signed in
  guest_name      text,
  guest_mail      text,
  category        text not null check (category in (
    'eligible', 'sign-in', 'usage-application', 'device', 'check', 'grant', 'other'
  )),
  -- a page of this site
  related_path    text,
  subject         text not null,
  state           text not null check (state in (
    'unconfirmed', 'new', 'answered', 'waiting', 'reopened', 'closed'
  )),
  assignee_id     uuid references account (id),
  -- handed on to those who decide in the ministry's name
  escalated_at    timestamptz,
  created_at      timestamptz not null,
  -- since when it waits for whom it waits for now
  state_since     timestamptz not null,
  -- told that it will be closed
  reminded_at     timestamptz,
  version         integer not null default 1,
  check ((facility_id is null) = (account_id is null)),
  check ((facility_id is null) = (guest_mail is not null)),
  check ((guest_mail is null) = (guest_name is null))
);
create index inquiry_facility on inquiry (facility_id, created_at);
create index inquiry_state on inquiry (state, state_since);

-- Append only. A note is for officials alone.
create table inquiry_message (
  id         uuid primary key,
  inquiry_id uuid not null references inquiry (id),
  at         timestamptz not null,
  kind       text not null check (kind in ('question', 'reply', 'answer', 'request', 'note')),
  author     text not null check (author in ('facility', 'guest', 'official')),
  -- null for guests
  account_id uuid references account (id),
  text       text not null,
  check ((author = 'guest') = (account_id is null)),
  check ((author = 'official') = (kind in ('answer', 'request', 'note')))
);
create index inquiry_message_inquiry on inquiry_message (inquiry_id, at);

-- The bytes lie in the file store, under the inquiry's and the attachment's id.
create table inquiry_attachment (
  id         uuid primary key,
  message_id uuid not null references inquiry_message (id),
  file_name  text not null,
  media_type text not null,
  size_bytes integer not null
);
create index inquiry_attachment_message on inquiry_attachment (message_id);

-- A guest's way in; each mail carries a new one.
create table inquiry_link (
  token_hash bytea primary key,
  inquiry_id uuid not null references inquiry (id),
  expires_at timestamptz not null
);
create index inquiry_link_inquiry on inquiry_link (inquiry_id);
