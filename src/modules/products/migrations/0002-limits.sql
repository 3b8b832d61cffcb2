-- What customers allow themselves to pay. Lowering holds at once, raising after a while.
create table products.payment_limit (
  owner            uuid not null,
  kind             text not null check (kind in ('send', 'withdrawal')),
  currency         text not null check (currency ~ '^[A-Z]{3}$'),
  per_payment      bigint check (per_payment >= 0),
  per_day          bigint check (per_day >= 0),
  next_per_payment bigint check (next_per_payment >= 0),
  next_per_day     bigint check (next_per_day >= 0),
  next_at          timestamptz,
  primary key (owner, kind, currency),
  check (next_at is not null or (next_per_payment is null and next_per_day is null))
);
comment on table products.payment_limit is 'Limits of a person, in minor units, for what leaves to others by a kind of payment. Null is no limit.';
comment on column products.payment_limit.next_at is 'From then on the next values hold; null where no raise waits.';

create table products.limit_change (
  seq         bigint generated always as identity primary key,
  owner       uuid not null,
  kind        text not null,
  currency    text not null,
  per_payment bigint,
  per_day     bigint,
  holds_from  timestamptz,
  at          timestamptz not null
);
comment on table products.limit_change is 'What was asked for, and from when on all of it holds; null where a raise was taken back. Only added to.';
create index limit_change_owner on products.limit_change (owner, seq desc);
