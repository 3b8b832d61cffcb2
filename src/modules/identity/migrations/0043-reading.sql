create table identity.reading (
  seq    bigint generated always as identity primary key,
  at     timestamptz not null,
  reader uuid not null,
  name   text not null check (length(name) <= 120),
  roles  text[] not null,
  people uuid[] not null check (cardinality(people) <= 1000),
  what   text not null check (length(what) between 1 and 60),
  detail text not null check (length(detail) <= 200),
  choice text not null check (length(choice) between 1 and 40),
  reason text not null check (length(reason) <= 500)
);
comment on table identity.reading is 'Which member of staff read personal data of whom, what, why and when. Only added to, and a trigger refuses everything else.';
comment on column identity.reading.name is 'Of the reader, as it was then, with the roles of then.';
comment on column identity.reading.detail is 'What was searched for, or the id of the payment or case.';
create index reading_of_people on identity.reading using gin (people);
create index reading_of_reader on identity.reading (reader, seq desc);
create trigger reading_stays before update or delete or truncate on identity.reading
  for each statement execute function identity.refuse_change();
