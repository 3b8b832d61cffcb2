-- What a payer chose when a payment was challenged, and how that ended.
create table fraud.pause (
  payment uuid primary key references fraud.decision,
  choice text check (choice in ('wait', 'unit', 'proof', 'stop')),
  chosen_at timestamptz,
  ending text check (ending in ('settled', 'cancelled', 'expired', 'refused', 'returned')),
  ended_at timestamptz,
  check ((choice is null) = (chosen_at is null)),
  check ((ending is null) = (ended_at is null))
);
comment on table fraud.pause is 'Of each challenged payment what its payer chose and how it ended; with fraud.label, which comes later, it is there to learn from.';
comment on column fraud.pause.choice is 'wait: the money on hold for a while. unit: one unit first. proof: at once. stop: not sent. Null where nobody chose in time.';

-- What people said of a payment. A statement is no label: a thief says "it was me" as well.
create table fraud.statement (
  payment uuid not null references fraud.decision,
  person uuid not null,
  says text not null check (says in ('it-was-me')),
  at timestamptz not null,
  is_same_session boolean,
  primary key (payment, person, says)
);
comment on column fraud.statement.is_same_session is 'Whether the session that says it is the one that asked for the payment; null where that is not known.';

-- What would have changed the verdict, computed from the memory as it was when the payment was decided.
create table fraud.counterfactual (
  payment uuid primary key references fraud.decision,
  passes_below bigint check (passes_below > 0),
  passes_later_ms bigint check (passes_later_ms > 0)
);
comment on table fraud.counterfactual is 'Of challenged, reviewed and blocked payments; nulls where no smaller amount or later time would have passed.';
comment on column fraud.counterfactual.passes_below is 'Minor units: the payment would have passed with the largest amount found below this one, all else equal.';
comment on column fraud.counterfactual.passes_later_ms is 'The same payment would have passed so much later, had nothing else happened meanwhile.';

-- What people at the bank and customers are told at once.
create table fraud.alert (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  person uuid,
  kind text not null check (length(kind) between 1 and 40),
  payment uuid,
  data jsonb not null default '{}'
);
comment on table fraud.alert is 'Alerts, kept for some days, so that whoever was away for a while can be told the rest.';
comment on column fraud.alert.person is 'The customer who is told; null tells staff.';
create index alert_person on fraud.alert (person, seq);
create index alert_at on fraud.alert (at);

create index decision_payer on fraud.decision (payer, seq desc);
create index decision_payee on fraud.decision (payee, seq desc) where payee is not null;
create index decision_stopped on fraud.decision (verdict, seq desc) where verdict <> 'allow';
