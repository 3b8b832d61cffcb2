-- What the correspondent bank says was booked, held against our own books, line by line.
create table payments.reconciliation (
  id          uuid primary key,
  hash        bytea not null unique check (length(hash) = 32),
  source      text not null check (source in ('csv', 'camt.053')),
  currency    text not null check (currency ~ '^[A-Z]{3}$'),
  first_day   date not null,
  last_day    date not null check (last_day >= first_day),
  lines       integer not null check (lines between 1 and 20000),
  rules       jsonb not null,
  brought_by  uuid not null,
  at          timestamptz not null
);
comment on table payments.reconciliation is 'Statements of the correspondent bank that were held against our books, and by which rules.';

create table payments.reconciliation_line (
  file       uuid not null references payments.reconciliation,
  number     integer not null check (number > 0),
  currency   text not null,
  day        date not null,
  minor      bigint not null check (minor <> 0),
  reference  text not null,
  detail     text not null,
  -- Null while nothing of ours is found for it.
  match      uuid,
  primary key (file, number)
);
comment on table payments.reconciliation_line is 'A line of such a statement; more than zero is what came in there.';
create index reconciliation_line_open on payments.reconciliation_line (currency, day) where match is null;

create table payments.reconciliation_match (
  transfer   uuid primary key,
  match      uuid not null,
  file       uuid not null references payments.reconciliation,
  rule       text not null check (rule in ('reference', 'exact', 'window', 'tolerance', 'many')),
  minor      bigint not null,
  difference bigint not null
);
comment on table payments.reconciliation_match is 'Transfers of the book that are found in a statement, each in one match; a match has one or more of them and one or more lines.';
create index reconciliation_match_file on payments.reconciliation_match (file);

create table payments.reconciliation_break (
  id         uuid primary key,
  side       text not null check (side in ('theirs', 'ours')),
  file       uuid not null references payments.reconciliation,
  number     integer,
  transfer   uuid,
  currency   text not null,
  day        date not null,
  minor      bigint not null check (minor <> 0),
  reference  text not null,
  opened_at  timestamptz not null,
  ended_at   timestamptz,
  ending     text check (ending in ('matched', 'explained')),
  ended_by   uuid,
  note       text not null default '',
  check ((side = 'theirs') = (number is not null) and (side = 'ours') = (transfer is not null)),
  check ((ended_at is null) = (ending is null)),
  check (ending <> 'explained' or (ended_by is not null and length(note) between 3 and 500)),
  unique (file, number),
  unique (transfer)
);
comment on table payments.reconciliation_break is 'What stands on one side alone. A later statement may match it, or somebody says why.';
create index reconciliation_break_open on payments.reconciliation_break (day, id) where ended_at is null;
-- What somebody says of a break is an act of theirs; what a statement matches follows from it.
create trigger reconciliation_break_is_a_leaf after update on payments.reconciliation_break
  for each row when (new.ending = 'explained') execute function audit.seal_row('reconciliation-break', 'id', 'side', 'currency', 'day', 'minor', 'reference', 'ending', 'ended_by', 'ended_at', 'note');
