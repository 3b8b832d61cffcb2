-- What the bank takes for what it does: whole schedules, each proposed by one person and granted by another. Without one there is no fee.
create table products.fee_schedule (
  seq         bigint generated always as identity,
  id          uuid primary key,          -- made by the caller: the idempotency key
  lines       jsonb not null check (jsonb_typeof(lines) = 'array'),
  holds_from  timestamptz not null,
  holds_until timestamptz check (holds_until > holds_from),
  reason      text not null,
  asked_by    uuid not null,
  asked_at    timestamptz not null,
  outcome     text check (outcome in ('granted', 'denied', 'withdrawn')),
  ended_by    uuid,
  ended_at    timestamptz,
  note        text not null default '',
  check ((outcome is null) = (ended_at is null) and (outcome is null) = (ended_by is null)),
  check (outcome = 'withdrawn' or ended_by is distinct from asked_by)
);
comment on table products.fee_schedule is 'Fee schedules. Of the granted ones the last to hold is in force, until its end. Never deleted.';
create unique index fee_schedule_waiting on products.fee_schedule ((true)) where outcome is null;
create index fee_schedule_seq on products.fee_schedule (seq desc);
create index fee_schedule_holds on products.fee_schedule (holds_from desc, seq desc) where outcome = 'granted';
create trigger fee_schedule_is_a_leaf after insert or update on products.fee_schedule
  for each row execute function audit.seal_row('fee-schedule', 'id', 'lines', 'holds_from', 'holds_until', 'reason~asked_by', 'asked_by',
    'asked_at', 'outcome', 'ended_by', 'ended_at', 'note~asked_by');
