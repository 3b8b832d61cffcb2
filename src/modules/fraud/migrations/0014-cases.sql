-- What waits for a person: payments in review, gathered into cases, and what analysts did about them.

create table fraud.case_file (
  id          uuid primary key,
  seq         bigint generated always as identity,
  opened_at   timestamptz not null,
  due_at      timestamptz not null,
  assigned_to uuid,
  closed_at   timestamptz
);
comment on table fraud.case_file is 'A case: payments in review that share a payer or a payee, looked at together. Open until the last of them has ended.';
create index case_file_open on fraud.case_file (due_at) where closed_at is null;
create index case_file_closed on fraud.case_file (closed_at desc) where closed_at is not null;

create table fraud.case_payment (
  payment   uuid primary key references fraud.decision,
  case_file uuid not null references fraud.case_file,
  joined_at timestamptz not null,
  ended_at  timestamptz
);
create index case_payment_case on fraud.case_payment (case_file);

create table fraud.case_entry (
  number    bigint generated always as identity primary key,
  id        uuid unique,
  case_file uuid not null references fraud.case_file,
  at        timestamptz not null,
  who       uuid,
  what      text not null check (what in ('opened', 'joined', 'assigned', 'given back', 'note', 'signed', 'disagreed', 'released', 'returned', 'ended', 'closed')),
  payment   uuid references fraud.decision,
  person    uuid,
  note      text not null default '',
  links     uuid[] not null default '{}'
);
comment on table fraud.case_entry is 'The file of a case: who did what, when, and why. Only added to.';
comment on column fraud.case_entry.who is 'Null where the bank did it by itself.';
comment on column fraud.case_entry.links is 'Payments that a note refers to as evidence.';
create index case_entry_case on fraud.case_entry (case_file, number);
create trigger case_entry_is_immutable before update or delete or truncate on fraud.case_entry
  for each statement execute function fraud.refuse_change_of_version();

create table fraud.signature (
  payment  uuid not null references fraud.decision,
  round    integer not null check (round > 0),
  place    smallint not null check (place in (1, 2)),
  analyst  uuid not null,
  at       timestamptz not null,
  choice   text not null check (choice in ('release', 'return')),
  is_fraud boolean not null,
  note     text not null,
  message  text,
  primary key (payment, round, place),
  -- Two people, whatever the code above thinks.
  constraint signatures_need_two_people unique (payment, round, analyst)
);
comment on table fraud.signature is 'Of payments that two people decide: what each chose, not knowing the other''s choice. Two that differ end a round, and another begins.';
create trigger signature_is_immutable before update or delete or truncate on fraud.signature
  for each statement execute function fraud.refuse_change_of_version();

-- What was in review before there were cases.
insert into fraud.case_file (id, opened_at, due_at)
  select payment, decided_at, decided_at + interval '1 hour' from fraud.decision where verdict = 'review' and outcome = 'open';
insert into fraud.case_payment (payment, case_file, joined_at)
  select payment, payment, decided_at from fraud.decision where verdict = 'review' and outcome = 'open';
