-- People ask people for money. Whether one is paid is told by its payment alone.
create table payments.bill (
  id         uuid primary key,          -- made by the caller: the idempotency key
  requester  uuid not null,
  product    uuid not null,             -- where the money is to arrive
  currency   text not null check (currency ~ '^[A-Z]{3}$'),
  minor      bigint not null check (minor > 0),
  note       text not null check (length(note) <= 140),
  asked      text not null,             -- what was asked for, so that another content under the same id is told
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at)
);
comment on table payments.bill is 'What somebody asked one or many people for at once; minor is the whole of it, with their own part where they bear one.';

create table payments.request (
  id           uuid primary key,
  seq          bigint generated always as identity,
  bill         uuid not null references payments.bill,
  requester    uuid not null,
  payer        uuid not null,
  minor        bigint not null check (minor > 0),
  shown        text not null,           -- the payer as the requester named them
  is_hidden    boolean not null,        -- asked by somebody whom the payer had blocked
  declined_at  timestamptz,
  cancelled_at timestamptz,
  reminders    integer not null default 0,
  reminded_at  timestamptz,
  tries        integer not null default 0,
  payment      uuid unique,
  unique (bill, payer)
);
comment on column payments.request.payment is 'The one payment that may pay it. Another takes its place only after it has ended without moving anything.';
create index request_of_payer on payments.request (payer, seq desc);
create index request_of_requester on payments.request (requester, seq desc);

create table payments.requester_block (
  id         uuid primary key,
  blocker    uuid not null,
  blocked    uuid not null,
  blocked_at timestamptz not null,
  unique (blocker, blocked)
);
comment on table payments.requester_block is 'Whose requests a person does not want to see. The other side learns nothing of it.';
