-- The log of everything that changes the memory that features come from, and that memory as it was at some place of the log.
create table fraud.change (
  xact xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  what text not null check (what <> ''),
  payment uuid,
  origin bigint,
  ticket bigint,
  body json not null,
  primary key (xact, seq),
  check ((origin is null) = (ticket is null))
);

comment on table fraud.change is
  'What changes the memory: attempts, bookings, reports and events. Written with what it tells of, in the same transaction; never updated. The memory follows from it alone.';
comment on column fraud.change.xact is
  'The transaction that wrote it. A transaction may commit after a later one, so readers ask for what their last snapshot did not see.';
comment on column fraud.change.origin is 'The process that has this change in its memory already, and ticket its name for it there; null where none has.';
comment on column fraud.change.body is 'As features/change.ts takes it in.';

create index change_payment on fraud.change (payment) where what = 'attempt';

create sequence fraud.memory_process;
comment on sequence fraud.memory_process is 'Numbers of processes that have a memory.';

create table fraud.memory (
  layout text primary key,
  xact xid8 not null,
  seq bigint not null,
  folded_at timestamptz not null default now()
);

comment on table fraud.memory is 'Up to which place of fraud.change the entities of a layout have taken the log in: all of (xact, seq) and before.';
comment on column fraud.memory.layout is 'Names what the code keeps and how; another version of it has entities of its own.';

create table fraud.entity (
  layout text not null references fraud.memory on delete cascade,
  kind text not null,
  number bigint not null,
  state bytea not null,
  primary key (layout, kind, number)
) with (fillfactor = 70);

comment on table fraud.entity is 'Accounts and whatever else is remembered, as memory/codec.ts writes them.';

-- What an older server beside this one decides is not in the log yet; whoever starts next writes it there.
alter table fraud.decision add column is_logged boolean not null default true;
alter table fraud.decision alter column is_logged set default false;
create index decision_unlogged on fraud.decision (seq) where not is_logged;
comment on column fraud.decision.is_logged is 'Whether fraud.change tells of it.';

insert into fraud.change (what, payment, body)
select 'attempt', payment, json_build_object(
  'movement', json_build_object('kind', kind, 'payer', payer, 'payee', payee, 'owner', coalesce(owner, payer),
    'payeeOwner', coalesce(payee_owner, payee),
    'context', json_build_object('device', device, 'network', network, 'place', place, 'category', category),
    'currency', currency, 'minor', minor, 'atMs', (extract(epoch from booked_at) * 1000)::bigint),
  'isFirst', payee is not null and row_number() over (partition by payer, payee order by seq) = 1,
  'isSettled', outcome = 'settled')
from fraud.decision order by seq;

insert into fraud.change (what, payment, body)
select 'reported', payment, json_build_object('movement', change.body -> 'movement',
  'knownMs', (extract(epoch from label.known_at) * 1000)::bigint)
from fraud.label join fraud.change using (payment) where label.is_fraud order by change.seq;

insert into fraud.change (what, body)
select 'observed', json_build_object('event', json_build_object('person', person, 'change', change,
  'atMs', (extract(epoch from at) * 1000)::bigint,
  'context', json_build_object('device', device, 'network', network, 'place', place, 'category', null)))
from fraud.event order by seq;
