-- What challengers would have said of each payment, and how they compare with the champion.

create table fraud.shadow_score (
  model       text not null references fraud.model,
  payment     uuid not null,
  score       double precision not null,
  probability double precision not null check (probability between 0 and 1),
  primary key (model, payment)
);
comment on table fraud.shadow_score is
  'Scores that decided nothing, written after the verdict. Without a reference to the decision: a score may be lost, and must never hold a payment up.';

create table fraud.comparison (
  model       text primary key references fraud.model,
  champion    text not null references fraud.model,
  compared_at timestamptz not null,
  result      jsonb not null,
  check (model <> champion)
);
comment on table fraud.comparison is 'The last comparison of each challenger with the champion of then; a promotion keeps its own for good.';
