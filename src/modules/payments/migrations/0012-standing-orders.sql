-- Payments by order of a calendar. Each due date is claimed once, before its payment is made under an id that follows from it.
create table payments.holiday (
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  day      date not null,
  name     text not null check (length(name) between 1 and 80),
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (currency, day)
);
comment on table payments.holiday is 'Days on which banks are closed beside those that follow from a rule: of the moon, by decree.';

create table payments.standing_order (
  id           uuid primary key,
  owner        uuid not null,
  from_product uuid not null,
  to_product   uuid not null,
  shown        text not null,            -- the payee as the owner may read it
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  kind         text not null check (kind in ('fixed', 'sweep')),
  minor        bigint check (minor > 0), -- fixed: what is paid; sweep: the most that is taken, or null
  keep         bigint check (keep >= 0), -- sweep: what stays
  note         text not null check (length(note) <= 140),
  every        text not null check (every in ('once', 'day', 'week', 'month', 'quarter', 'year')),
  first_day    date not null,
  on_last_day  boolean not null,
  day_rule     text not null check (day_rule in ('same', 'following', 'preceding')),
  until_day    date,
  times        integer check (times > 0),
  retry_days   integer not null check (retry_days between 0 and 5),
  terms        text not null,            -- what its owner agreed to, word for word
  state        text not null check (state in ('active', 'paused', 'ended')),
  next_index   integer not null,
  next_due     date,
  next_at      timestamptz,
  done         integer not null default 0,
  created_at   timestamptz not null,
  changed_at   timestamptz not null,
  check ((kind = 'fixed') = (keep is null)),
  check (kind = 'sweep' or minor is not null),
  check ((state = 'ended') = (next_at is null))
);
create index standing_order_of_owner on payments.standing_order (owner, created_at desc);
create index standing_order_due on payments.standing_order (next_at, id) where state = 'active';

create table payments.standing_run (
  standing_order uuid not null references payments.standing_order,
  nominal        date not null,          -- the date by the calendar, before the rule of business days
  due            date not null,
  state          text not null check (state in ('due', 'placed', 'skipped', 'nothing', 'missed', 'failed')),
  minor          bigint check (minor > 0),
  tries          integer not null default 0,
  burnt          integer not null default 0,
  next_try_at    timestamptz,
  payment        uuid unique,
  refusal_code   text,
  changed_at     timestamptz not null,
  primary key (standing_order, nominal),
  check ((state = 'due') = (next_try_at is not null))
);
comment on column payments.standing_run.burnt is 'Payments of this run that the book refused when money had gone between look and payment; the next id follows from it.';
create index standing_run_due on payments.standing_run (next_try_at, standing_order) where state = 'due';
