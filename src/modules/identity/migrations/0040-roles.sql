alter table identity.role drop constraint role_role_check;
alter table identity.role add check (role in ('customer', 'teller', 'analyst', 'compliance', 'administrator'));

create table identity.permission (
  name text primary key check (name ~ '^[a-z]+:[a-z]+$'),
  known_at timestamptz not null
);
comment on table identity.permission is 'Permissions that the code has brought; one that comes for the first time is given to the roles that the code names.';

create table identity.role_permission (
  role       text not null check (role in ('customer', 'teller', 'analyst', 'compliance', 'administrator')),
  permission text not null references identity.permission,
  primary key (role, permission)
);
comment on table identity.role_permission is 'Which role may do what. Changed by two people, through identity.proposal.';

create table identity.person_lock (
  seq       bigint generated always as identity primary key,
  person    uuid not null references identity.person,
  is_locked boolean not null,
  reason    text not null check (length(reason) between 3 and 1000),
  by_person uuid not null references identity.person,
  at        timestamptz not null
);
comment on table identity.person_lock is 'Who locked whom out, or let them in again; the last row of a person holds. Only added to.';
create index person_lock_of_person on identity.person_lock (person, seq desc);
