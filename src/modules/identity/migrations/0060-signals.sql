alter table identity.session
  add column zone text check (length(zone) between 1 and 40),
  add column networks text[] check (cardinality(networks) <= 20),
  add column proved_at timestamptz,
  add column proved_until timestamptz check (proved_until > proved_at),
  add column disowned_at timestamptz,
  add check ((proved_at is null) = (proved_until is null));

comment on column identity.session.zone is 'The time zone that the browser said it is in (IANA); it can say anything.';
comment on column identity.session.networks is 'Keyed hashes of the ranges that the session was used from after its first one.';
comment on column identity.session.proved_until is 'Until then the signals from before proved_at do not count.';
comment on column identity.session.disowned_at is 'When its person said that it was not them.';

create table identity.signal (
  session bytea not null references identity.session on delete cascade,
  kind text not null check (kind ~ '^[a-z-]{3,40}$'),
  points smallint not null check (points between 1 and 100),
  noticed_at timestamptz not null,
  primary key (session, kind)
);
comment on table identity.signal is 'What was unusual about a session, with the points that it counted for when it was noticed.';

alter table identity.half_session
  add column failed_tries smallint not null default 0 check (failed_tries >= 0);
comment on column identity.half_session.failed_tries is 'How many wrong passwords came before the right one.';
