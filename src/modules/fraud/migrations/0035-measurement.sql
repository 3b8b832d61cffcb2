-- How the champion does in service: drift of what it sees, and figures where labels are complete.

create table fraud.measurement (
  model       text not null references fraud.model,
  span        text not null check (span in ('day', 'week', 'complete')),
  from_at     timestamptz not null,
  to_at       timestamptz not null check (to_at > from_at),
  payments    integer not null check (payments >= 0),
  psi         jsonb,
  figures     jsonb,
  ages        jsonb,
  measured_at timestamptz not null,
  primary key (model, span, to_at)
);
comment on table fraud.measurement is 'One row a model and span of time: day and week have drift, complete has figures of weeks whose labels have come.';
comment on column fraud.measurement.psi is 'Population stability index of each feature and of the score, by name.';
comment on column fraud.measurement.ages is 'Of payments that were not simply allowed, how many turned out to be fraud, by their age in weeks.';

create table fraud.measuring (
  is_only boolean primary key default true check (is_only),
  next_at timestamptz not null
);
comment on table fraud.measuring is 'The process that moves next_at on measures.';
