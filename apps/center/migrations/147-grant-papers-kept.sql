-- Papers as they were first handed out: whoever asks again, in whatever year, is given the same bytes.
create table grant_paper (
  kind       text not null check (kind in ('decision-letter', 'revocation-letter', 'submission-receipt', 'breakdown')),
  -- The application of a letter, the submission of a receipt or a 内訳書.
  subject_id uuid not null,
  -- SHA-256 in hex: its name in the file store.
  file_hash  text not null,
  drawn_at   timestamptz not null,
  primary key (kind, subject_id)
);
