-- Payments to and from other countries: the rates that quotes are made from, the corridors, and the foreign side of each payment.
create table payments.reference_rate (
  currency  text not null check (currency ~ '^[A-Z]{3}$'),
  day       date not null,
  per_euro  text not null check (per_euro ~ '^[0-9]{1,9}(\.[0-9]{1,8})?$' and per_euro ~ '[1-9]'),
  source    text not null check (length(source) between 1 and 300),
  at        timestamptz not null,
  primary key (currency, day)
);
comment on table payments.reference_rate is 'Units of a currency for one euro, on a day, with their source. Never changed: a day that is known keeps its rate.';

create table payments.corridor (
  id         text primary key check (id ~ '^[A-Z]{2}-[A-Z]{3}$'),
  version    integer not null check (version > 0),
  rules      jsonb not null,
  asked_by   uuid,
  granted_by uuid check (granted_by <> asked_by),
  at         timestamptz not null
);
comment on table payments.corridor is 'Where money can be sent, in which currency and by which rules. Two people change them; those of a new bank nobody asked for.';

create table payments.corridor_change (
  id         uuid primary key,
  corridor   text not null check (corridor ~ '^[A-Z]{2}-[A-Z]{3}$'),
  rules      jsonb not null,
  reason     text not null check (length(reason) between 1 and 500),
  asked_by   uuid not null,
  asked_at   timestamptz not null,
  outcome    text check (outcome in ('granted', 'denied', 'withdrawn')),
  ended_by   uuid,
  ended_at   timestamptz,
  note       text not null default '',
  check ((outcome is null) = (ended_by is null) and (outcome is null) = (ended_at is null)),
  check (outcome <> 'granted' or ended_by <> asked_by)
);
comment on table payments.corridor_change is 'What somebody asked to have changed of a corridor, and what somebody else said.';
create unique index corridor_change_waits on payments.corridor_change (corridor) where outcome is null;

create table payments.abroad_message (
  id         uuid primary key,
  currency   text not null check (currency ~ '^[A-Z]{3}$'),
  settles    date not null,
  lines      integer not null check (lines between 1 and 1000),
  minor      bigint not null check (minor > 0),
  text       text not null,
  hash       bytea not null check (length(hash) = 32),
  made_at    timestamptz not null,
  sent_at    timestamptz,
  tries      integer not null default 0,
  next_try_at timestamptz,
  failure    text
);
comment on table payments.abroad_message is 'Messages pacs.008 that left, or wait to leave, for the correspondent bank.';
create index abroad_message_waits on payments.abroad_message (next_try_at) where sent_at is null;

create table payments.abroad (
  payment      uuid primary key,
  quote        uuid unique,
  direction    text not null check (direction in ('out', 'in')),
  state        text not null check (state in ('asked', 'ready', 'sent', 'accepted', 'returned', 'off', 'arrived')),
  country      text not null check (country ~ '^[A-Z]{2}$'),
  name         text not null check (length(name) between 1 and 140),
  account      text not null check (length(account) between 1 and 34),
  bank         text check (bank ~ '^[A-Z0-9]{8}([A-Z0-9]{3})?$'),
  party        uuid not null,
  purpose      text,
  pay_currency text not null,
  pay_minor    bigint not null check (pay_minor > 0),
  fee_minor    bigint not null check (fee_minor >= 0),
  get_currency text not null,
  get_minor    bigint not null check (get_minor > 0),
  terms        jsonb not null,
  settles      date not null,
  message      uuid references payments.abroad_message,
  -- Of one that came: who sent the message, and how the transaction is called in it.
  sender       text,
  reference    text,
  reason       text,
  at           timestamptz not null,
  changed_at   timestamptz not null,
  check ((direction = 'in') = (sender is not null and reference is not null)),
  check ((state in ('sent', 'accepted', 'returned')) <= (message is not null))
) with (fillfactor = 90);
comment on table payments.abroad is 'The foreign side of a payment, and the terms that its quote promised. A quote is used by one payment.';
create index abroad_ready on payments.abroad (get_currency, settles, payment) where state = 'ready';
create index abroad_message_lines on payments.abroad (message);
create index abroad_party on payments.abroad (party, at);
create unique index abroad_once on payments.abroad (sender, reference) where direction = 'in';

create table payments.abroad_answer (
  sender  text not null,
  message text not null check (length(message) between 1 and 35),
  kind    text not null check (kind in ('pacs.008', 'pacs.002')),
  hash    bytea not null check (length(hash) = 32),
  at      timestamptz not null,
  taken_by uuid,
  lines   jsonb not null,
  primary key (kind, sender, message)
);
comment on table payments.abroad_answer is 'Messages that came from the correspondent bank, and what each of their lines did. The same message again is answered from here.';
