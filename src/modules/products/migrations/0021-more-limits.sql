-- Limits of a month, and of what goes to payees who are new. A server from before knows neither and leaves them as they are: where it
-- sets a raise, next_all_at stays behind next_at, and what waits holds for its two parts alone.
alter table products.payment_limit
  add column per_month      bigint check (per_month >= 0),
  add column to_new         bigint check (to_new >= 0),
  add column next_per_month bigint check (next_per_month >= 0),
  add column next_to_new    bigint check (next_to_new >= 0),
  add column next_all_at    timestamptz;
comment on column products.payment_limit.to_new is 'For a day, to payees whom the owner paid for the first time less than a day before.';
comment on column products.payment_limit.next_all_at is 'Equals next_at where the raise that waits speaks of all four parts.';

alter table products.limit_change
  add column per_month bigint,
  add column to_new    bigint;
