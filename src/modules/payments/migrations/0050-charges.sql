-- Merchants: what a payer lets one take (a hold), what was taken of it in parts, and what was given back.
alter table payments.payment
  drop constraint payment_kind_check,
  add constraint payment_kind_check check (kind in
    ('send', 'deposit', 'withdrawal', 'card', 'charge', 'capture', 'refund', 'dispute')),
  drop constraint payment_state_check,
  add constraint payment_state_check check (state in
    ('settled', 'challenged', 'waiting', 'tried', 'in_review', 'blocked', 'refused', 'announced', 'authorized', 'returned', 'cancelled',
     'expired'));

create table payments.charge (
  id            uuid primary key,          -- made by the merchant: the idempotency key
  seq           bigint generated always as identity,
  merchant      uuid not null,
  product       uuid not null,             -- where the money is to arrive
  currency      text not null check (currency ~ '^[A-Z]{3}$'),
  minor         bigint not null check (minor > 0),
  note          text not null check (length(note) <= 140),
  asked         text not null,             -- what was asked for, so that another content under the same id is told
  addressed     uuid,                      -- whom it is meant for; null for whoever has the signed link
  shown         text,                      -- that person, as the merchant named them
  is_hidden     boolean not null,          -- asked by somebody whom the payer had blocked
  is_sale       boolean not null,          -- taken as soon as it is authorized
  hold_days     integer not null check (hold_days between 1 and 30),
  key           bytea,                     -- of the code key that signed the link
  signature     bytea,
  created_at    timestamptz not null,
  accept_until  timestamptz not null check (accept_until > created_at),
  withdrawn_at  timestamptz,
  declined_at   timestamptz,
  payer         uuid,                      -- who accepted it, or is about to
  tries         integer not null default 0,
  payment       uuid unique,               -- the authorization
  authorized_at timestamptz,
  capture_until timestamptz,
  hold          uuid,                      -- the transfer that holds what is left of it
  held          bigint not null default 0 check (held >= 0),
  captured      bigint not null default 0 check (captured >= 0),
  refunded      bigint not null default 0 check (refunded >= 0),
  disputed      bigint not null default 0 check (disputed >= 0),
  ended_at      timestamptz,
  ending        text check (ending in ('captured', 'voided', 'expired')),
  check (held + captured <= minor),
  check (refunded + disputed <= captured),
  check ((held > 0) = (hold is not null)),
  check ((ended_at is null) = (ending is null) and (ending is null or held = 0)),
  check ((key is null) = (signature is null))
) with (fillfactor = 80);
comment on table payments.charge is 'What a merchant asks one payer to let them take. Sums are those of its captures, refunds and disputes.';
comment on column payments.charge.disputed is 'What is claimed in open disputes, and what a dispute gave back to the payer.';
create index charge_merchant on payments.charge (merchant, seq desc);
create index charge_payer on payments.charge (payer, seq desc);
create index charge_addressed on payments.charge (addressed, seq desc) where addressed is not null;
create index charge_due on payments.charge (capture_until) where hold is not null;

create table payments.charge_move (
  payment uuid primary key references payments.payment,
  seq     bigint generated always as identity,
  charge  uuid not null references payments.charge,
  kind    text not null check (kind in ('capture', 'refund')),
  minor   bigint not null check (minor > 0),
  fee     bigint not null check (fee >= 0 and fee <= minor),
  at      timestamptz not null
);
comment on table payments.charge_move is 'What was taken of a charge, and given back. Only added to.';
create index charge_move_charge on payments.charge_move (charge, seq);

create trigger charge_is_a_leaf after insert on payments.charge
  for each row execute function audit.seal_row('charge', 'id', 'merchant', 'product', 'currency', 'minor', 'note~merchant', 'addressed', 'created_at');
create trigger charge_move_is_a_leaf after insert on payments.charge_move
  for each row execute function audit.seal_row('charge-move', 'payment', 'charge', 'kind', 'minor', 'fee', 'at');
