-- Trainings of the bank's models: by a person, by a command or by schedule; one at a time over all processes.

-- Windows of training and measuring are read by the payment's own time; rows come nearly in its order, so this costs little.
create index decision_booked_at on fraud.decision using brin (booked_at);

create table fraud.training (
  id           uuid primary key,
  cause        text not null check (cause in ('person', 'command', 'schedule')),
  asked_by     uuid,
  asked_at     timestamptz not null,
  state        text not null check (state in ('running', 'done', 'skipped', 'cancelled', 'failed')),
  stage        text not null default 'reading' check (stage in ('reading', 'generating', 'fitting', 'measuring', 'registering')),
  share        real not null default 0 check (share between 0 and 1),
  alive_at     timestamptz not null default now(),
  cancelled_by uuid,
  ended_at     timestamptz,
  model        text references fraud.model,
  problem      text,
  check ((cause = 'person') = (asked_by is not null)),
  check ((state = 'running') = (ended_at is null)),
  check ((state = 'done') = (model is not null)),
  check (state <> 'failed' or problem is not null)
);
comment on table fraud.training is 'One row a training; whoever waits for it reads its progress here, in whatever process it runs.';
comment on column fraud.training.alive_at is 'The lease: renewed every second by the process that trains, by the clock of the database. An old one ends as failed.';
comment on column fraud.training.problem is 'Why it failed or was skipped.';
create unique index training_runs_alone on fraud.training ((state)) where state = 'running';
create index training_asked_at on fraud.training (asked_at);

create table fraud.training_schedule (
  is_only    boolean primary key default true check (is_only),
  every_days integer not null check (every_days between 0 and 365),
  next_at    timestamptz not null,
  changed_by uuid,
  changed_at timestamptz not null
);
comment on table fraud.training_schedule is 'When the bank trains by itself; the process that moves next_at on is the one that does it.';
comment on column fraud.training_schedule.every_days is '0: never.';
