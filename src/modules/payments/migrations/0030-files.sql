create table payments.payment_file (
  id          uuid primary key,
  owner       uuid not null,
  hash        bytea not null check (length(hash) = 32),
  message     text not null,
  state       text not null check (state in ('read', 'proved', 'done')),
  lines       integer not null check (lines > 0),
  good        integer not null check (good between 0 and lines),
  currency    text check (currency ~ '^[A-Z]{3}$'),
  total       bigint not null check (total >= 0),
  session     text,
  at          timestamptz not null,
  proved_at   timestamptz,
  done_at     timestamptz,
  unique (owner, hash)
);
comment on table payments.payment_file is 'Files of payments (pain.001) that customers brought. The good lines are carried out after one proof for all of them.';
create index payment_file_proved on payments.payment_file (proved_at) where state = 'proved';

create table payments.payment_file_line (
  file        uuid not null references payments.payment_file,
  number      integer not null check (number > 0),
  batch       text not null,
  reference   text not null,
  from_product uuid,
  to_number   text not null,
  currency    text,
  minor       bigint check (minor > 0),
  note        text not null,
  payment     uuid not null,
  state       text not null check (state in ('refused', 'waits', 'placed')),
  rule        text check ((rule is null) = (state <> 'refused')),
  detail      text not null,
  primary key (file, number)
);
comment on table payments.payment_file_line is 'One order of a file: refused by a rule, waiting for the proof, or placed as the payment of this id, which follows from owner, content and place.';
create index payment_file_line_waits on payments.payment_file_line (file, number) where state = 'waits';
