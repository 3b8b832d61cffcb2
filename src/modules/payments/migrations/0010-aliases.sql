-- Names, phones and emails that lead to an account, and what was told to whoever looked one up.
create table payments.alias (
  name        text primary key check (name ~ '^[a-z][a-z0-9._-]{2,29}$'),
  likeness    text not null unique,
  owner       uuid not null,
  product     uuid not null,
  created_at  timestamptz not null,
  released_at timestamptz
);
comment on table payments.alias is 'Names that customers chose, without "@bank". One that was given up stays, so that nobody else gets its payments.';
comment on column payments.alias.likeness is 'What the name looks like: two names that a reader takes for each other have one likeness.';
create index alias_of_owner on payments.alias (owner);

create table payments.alias_contact (
  owner       uuid not null,
  kind        text not null check (kind in ('phone', 'email')),
  product     uuid not null,
  switched_at timestamptz not null,
  primary key (owner, kind)
);
comment on table payments.alias_contact is 'Whose phone or email leads to an account. The number and the address themselves are with identity.';

create table payments.payee_check (
  id         uuid primary key,
  asker      uuid not null,
  product    uuid not null,
  address    text not null,
  typed      text not null,
  match      text not null check (match in ('same', 'close', 'differs')),
  shown      text not null,
  checked_at timestamptz not null
);
comment on table payments.payee_check is 'What a payer typed of a payee, and what they were told: the name as they may read it, the address as they typed it (a phone or an email masked).';
create index payee_check_age on payments.payee_check (checked_at);

create table payments.addressed (
  payment uuid primary key,
  address text not null,
  shown   text not null,
  typed   text not null
);
comment on table payments.addressed is 'Payments to an alias: until one has settled, its payer reads no more of the payee than was shown before.';
