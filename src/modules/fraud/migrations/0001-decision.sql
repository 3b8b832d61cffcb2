create schema fraud;

create table fraud.decision (
  payment uuid primary key,
  seq bigint generated always as identity,
  kind text not null check (kind in ('send', 'withdrawal', 'card')),
  payer uuid not null,
  payee uuid check (payee is distinct from payer),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  minor bigint not null check (minor > 0),
  booked_at timestamptz not null,
  decided_at timestamptz not null,
  verdict text not null check (verdict in ('allow', 'challenge', 'review', 'block')),
  probability double precision check (probability between 0 and 1),
  score double precision,
  model text not null,
  features bytea not null check (octet_length(features) % 4 = 0),
  contributions bytea check (octet_length(contributions) % 8 = 0),
  outcome text not null check (outcome in ('open', 'settled', 'stopped')),
  check ((kind = 'withdrawal') = (payee is null)),
  check ((probability is null) = (score is null)),
  check (verdict <> 'block' or outcome = 'stopped')
);

comment on table fraud.decision is
  'What was decided of each payment and from what. The memory that features come from is rebuilt from these rows.';
comment on column fraud.decision.seq is 'The order of writing; a rebuild reads in it.';
comment on column fraud.decision.booked_at is 'The payment''s own time, which features are computed at.';
comment on column fraud.decision.decided_at is 'The clock''s time of the decision.';
comment on column fraud.decision.probability is 'Calibrated probability of fraud; null where scoring failed and the amount decided.';
comment on column fraud.decision.score is 'Log-odds: base plus the sum of all contributions.';
comment on column fraud.decision.features is 'The model''s inputs, 32-bit floats, little endian, in the order of the model''s columns; empty where scoring failed.';
comment on column fraud.decision.contributions is 'Of each feature, 64-bit floats, little endian; null for allowed payments, whose are computed when asked for.';
comment on column fraud.decision.outcome is 'open: may yet settle. settled: booked, so it is part of the payer''s habits. stopped: was not booked.';

create unique index decision_seq on fraud.decision (seq);

create table fraud.label (
  payment uuid primary key references fraud.decision,
  is_fraud boolean not null,
  known_at timestamptz not null
);

comment on table fraud.label is 'What became known of a payment. No feature uses a label before known_at.';
