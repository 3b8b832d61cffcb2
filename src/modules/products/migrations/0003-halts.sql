create table products.halt (
  owner uuid primary key,
  since timestamptz not null
);
comment on table products.halt is 'People who let nothing leave their accounts until they say otherwise. What comes in still arrives.';

create table products.halt_change (
  seq       bigint generated always as identity primary key,
  owner     uuid not null,
  is_halted boolean not null,
  session   text,
  at        timestamptz not null
);
comment on table products.halt_change is 'Who halted and went on, and in which session. Only added to.';
create index halt_change_owner on products.halt_change (owner, seq desc);
