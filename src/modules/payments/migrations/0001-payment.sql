-- What customers asked for, and what became of it. The money itself is in the ledger, under the same id.
create schema payments;

create table payments.payment (
  seq            bigint generated always as identity,
  id             uuid primary key,          -- made by the caller: the idempotency key, and the id of the transfer or hold
  kind           text not null check (kind in ('send', 'deposit', 'withdrawal', 'card')),
  state          text not null check (state in
                   ('settled', 'challenged', 'in_review', 'blocked', 'refused', 'announced', 'returned', 'cancelled')),
  from_product   uuid,                      -- null for a cash deposit
  to_product     uuid,                      -- null for a cash withdrawal
  payer          uuid,                      -- owner of from_product
  payee          uuid,                      -- owner of to_product
  asked_by       uuid not null,
  currency       text not null check (currency ~ '^[A-Z]{3}$'),
  minor          bigint not null check (minor > 0),
  note           text not null check (length(note) <= 140),
  slip           text,
  reasons        jsonb not null default '[]',
  usual          bigint,
  refusal_code   text,
  refusal_detail text,
  message        text,
  created_at     timestamptz not null,
  settled_at     timestamptz,
  expires_at     timestamptz,
  check (from_product is not null or to_product is not null),
  check (from_product is distinct from to_product),
  check ((state = 'refused') = (refusal_code is not null)),
  check ((state = 'settled') = (settled_at is not null))
) with (fillfactor = 90);
comment on table payments.payment is 'A payment and its present state. Its history is payments.event.';
create index payment_payer on payments.payment (payer, seq desc);
create index payment_payee on payments.payment (payee, seq desc);
create index payment_seq on payments.payment (seq desc);
create index payment_waiting on payments.payment (state, seq) where state in ('challenged', 'in_review', 'announced');

create table payments.event (
  seq      bigint generated always as identity primary key,
  payment  uuid not null references payments.payment,
  at       timestamptz not null,
  who      uuid not null,
  what     text not null,
  note     text not null default ''
);
comment on table payments.event is 'What people did with a payment after it was asked for. Only added to.';
create index event_payment on payments.event (payment, seq);
