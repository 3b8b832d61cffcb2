create table identity.taken_right (
  id          uuid primary key,
  person      uuid not null references identity.person,
  permission  text not null references identity.permission,
  reason      text not null check (length(reason) between 10 and 1000),
  at          timestamptz not null,
  until       timestamptz not null check (until > at and until <= at + interval '1 hour'),
  ended_at    timestamptz,
  reviewed_by uuid references identity.person check (reviewed_by <> person),
  reviewed_at timestamptz,
  was_right   boolean,
  note        text not null default '',
  check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (was_right is null))
);
comment on table identity.taken_right is 'Break-glass: a right that somebody took alone for an hour, which rang an alarm and is reviewed by somebody else.';
create index taken_right_of_person on identity.taken_right (person, until desc);

create table identity.alarm (
  seq  bigint generated always as identity primary key,
  at   timestamptz not null,
  kind text not null check (kind in ('right-taken')),
  data jsonb not null
);
comment on table identity.alarm is 'What administrators are told at once, over a stream of server-sent events.';
