-- Closed periods: what was booked up to a day, closed for good unless two people open it again.

create table ledger.period (
  number      bigint generated always as identity primary key,
  through     date not null,
  kind        text not null check (kind in ('day', 'month')),
  closed_at   timestamptz not null,
  closed_by   uuid not null,
  transfers   bigint check (transfers >= 0),
  fingerprint numeric,
  reopened_at timestamptz check (reopened_at >= closed_at),
  check ((transfers is null) = (fingerprint is null)),
  check (kind = 'day' or extract(day from through + 1) = 1)
);
comment on table ledger.period is 'Each closing: everything up to and including a day (UTC). Closed as long as it has not been reopened.';
comment on column ledger.period.transfers is 'How many transfers are booked up to then; null until they have been counted, which is after the closing.';
comment on column ledger.period.fingerprint is 'ledger.fingerprint of the same transfers; while the period is closed it stays the same.';
create unique index period_is_closed_once on ledger.period (through) where reopened_at is null;

-- A closing is filled in, never changed: its count, and that it was reopened.
create function ledger.refuse_change_of_period() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.number, new.through, new.kind, new.closed_at, new.closed_by) = (old.number, old.through, old.kind, old.closed_at, old.closed_by)
     and (old.fingerprint is null or (new.transfers, new.fingerprint) = (old.transfers, old.fingerprint))
     and (old.reopened_at is null or new.reopened_at = old.reopened_at) then
    return new;
  end if;
  raise exception 'a closing is never changed or deleted; reopen the period' using errcode = 'integrity_constraint_violation';
end $$;
create trigger period_is_only_filled_in before update or delete on ledger.period
  for each row execute function ledger.refuse_change_of_period();
create trigger period_is_never_emptied before truncate on ledger.period
  for each statement execute function ledger.refuse_change_of_period();

create table ledger.reopening (
  id       uuid primary key,
  through  date not null,
  reason   text not null check (reason <> ''),
  asked_by uuid not null,
  asked_at timestamptz not null,
  outcome  text check (outcome in ('granted', 'denied', 'withdrawn')),
  ended_by uuid,
  ended_at timestamptz,
  note     text not null default '',
  check ((outcome is null) = (ended_by is null) and (outcome is null) = (ended_at is null)),
  -- Two people, whatever the code above thinks.
  constraint reopening_needs_two_people check ((outcome = 'withdrawn') = (ended_by = asked_by))
);
comment on table ledger.reopening is 'Somebody asks to open everything from the closing of a day on; somebody else grants or denies it, or they withdraw it.';
create unique index reopening_waits_alone on ledger.reopening ((outcome is null)) where outcome is null;

create table ledger.period_event (
  number    bigint generated always as identity primary key,
  at        timestamptz not null,
  what      text not null check (what in ('closed', 'reopening asked', 'reopening granted', 'reopening denied', 'reopening withdrawn')),
  through   date not null,
  person    uuid not null,
  reason    text not null default '',
  reopening uuid references ledger.reopening,
  check ((what = 'closed') = (reopening is null))
);
comment on table ledger.period_event is 'Who closed and reopened what, when and why. Never updated, never deleted.';
create trigger period_event_is_immutable before update or delete or truncate on ledger.period_event
  for each statement execute function ledger.refuse_change();
