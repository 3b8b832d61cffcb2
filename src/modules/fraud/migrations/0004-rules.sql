-- What staff set: rules beside the model and a policy for each kind of payment. Each version is kept; two people put one in force.

create table fraud.rule_version (
  number     bigint generated always as identity primary key,
  rule       uuid not null,
  version    integer not null check (version > 0),
  name       text not null check (name <> ''),
  condition  text not null check (length(condition) between 1 and 2000),
  effect     text not null check (effect in ('challenge', 'review', 'block')),
  note       text not null default '',
  written_by uuid not null,
  written_at timestamptz not null,
  unique (rule, version),
  unique (number, rule)
);
comment on table fraud.rule_version is 'Each rule as it was written, once and for all; decisions name the versions that fired.';
comment on column fraud.rule_version.effect is 'What the verdict is at least where the condition holds.';

create table fraud.policy_version (
  number     bigint generated always as identity primary key,
  kind       text not null check (kind in ('send', 'withdrawal', 'card')),
  body       jsonb not null,
  note       text not null default '',
  written_by uuid not null,
  written_at timestamptz not null,
  unique (number, kind)
);
comment on table fraud.policy_version is 'Each policy of a kind of payment as it was written, once and for all.';

create function fraud.refuse_change_of_version() returns trigger language plpgsql as $$
begin
  raise exception 'a version is never changed or deleted; write another one' using errcode = 'integrity_constraint_violation';
end $$;
create trigger rule_version_is_immutable before update or delete or truncate on fraud.rule_version
  for each statement execute function fraud.refuse_change_of_version();
create trigger policy_version_is_immutable before update or delete or truncate on fraud.policy_version
  for each statement execute function fraud.refuse_change_of_version();

create table fraud.proposal (
  id             uuid primary key,
  seq            bigint generated always as identity,
  rule           uuid,
  rule_version   bigint,
  kind           text,
  policy_version bigint,
  reason         text not null check (reason <> ''),
  asked_by       uuid not null,
  asked_at       timestamptz not null,
  outcome        text check (outcome in ('granted', 'denied', 'withdrawn')),
  ended_by       uuid,
  ended_at       timestamptz,
  note           text not null default '',
  until_at       timestamptz check (until_at >= ended_at),
  until_by       uuid,
  until_note     text not null default '',
  foreign key (rule_version, rule) references fraud.rule_version (number, rule),
  foreign key (policy_version, kind) references fraud.policy_version (number, kind),
  check ((rule is null) = (rule_version is null) and (kind is null) = (policy_version is null)),
  check ((rule is null) <> (kind is null)),
  check ((outcome is null) = (ended_by is null) and (outcome is null) = (ended_at is null)),
  check ((until_at is null) = (until_by is null) and (until_at is null or outcome = 'granted')),
  -- Two people, whatever the code above thinks.
  constraint proposal_needs_two_people check ((outcome = 'withdrawn') = (ended_by = asked_by))
);
comment on table fraud.proposal is 'Somebody proposes that a version take effect; somebody else grants or denies it, or they withdraw it. Granted ones are in force until until_at.';
create unique index proposal_of_rule_waits_alone on fraud.proposal (rule) where outcome is null;
create unique index proposal_of_kind_waits_alone on fraud.proposal (kind) where outcome is null;
create unique index rule_is_in_force_once on fraud.proposal (rule) where outcome = 'granted' and until_at is null;
create unique index policy_is_in_force_once on fraud.proposal (kind) where outcome = 'granted' and until_at is null;

create table fraud.back_test (
  id       uuid primary key,
  asked_by uuid not null,
  asked_at timestamptz not null,
  subject  jsonb not null,
  from_at  timestamptz not null,
  to_at    timestamptz not null check (to_at > from_at),
  state    text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  read     bigint not null default 0,
  total    bigint not null default 0,
  beat_at  timestamptz not null,
  ended_at timestamptz,
  result   jsonb,
  check ((state = 'done') = (result is not null))
);
comment on table fraud.back_test is 'What a rule or a policy would have done with the decisions of a period.';
comment on column fraud.back_test.beat_at is 'When the process that runs it last said so; one that has been silent for a minute has died.';
create index back_test_asked on fraud.back_test (asked_at desc);

alter table fraud.decision
  add column rules_fired bigint[] not null default '{}',
  add column rules_failed bigint[] not null default '{}',
  add column policy_version bigint,
  add column own_verdict text check (own_verdict in ('allow', 'challenge', 'review', 'block')),
  add column explored_from text check (explored_from in ('challenge', 'block')),
  add column propensity double precision not null default 1 check (propensity > 0 and propensity <= 1);
comment on column fraud.decision.rules_fired is 'Versions of rules (fraud.rule_version.number) whose condition held.';
comment on column fraud.decision.rules_failed is 'Versions of rules that could not be evaluated; they stopped nothing, and somebody was told.';
comment on column fraud.decision.policy_version is 'The policy it was decided by; null where that was the model''s own.';
comment on column fraud.decision.own_verdict is 'What model and policy alone said; null in rows that are older than this column.';
comment on column fraud.decision.explored_from is 'The verdict that a payment would have had which was let through to learn from; null for all others.';
comment on column fraud.decision.propensity is 'How probable the verdict was that it got; below 1 where chance had a part in it.';
create index decision_fired on fraud.decision (decided_at) where rules_fired <> '{}';
create index decision_booked on fraud.decision using brin (booked_at);

alter table fraud.label
  add column source text not null default 'import' check (source in ('analyst', 'import', 'customer')),
  add column told_by uuid;
comment on column fraud.label.source is 'Who says so: an analyst who decided a review, a service client, the customer.';
comment on column fraud.label.told_by is 'The person, where it was one.';
