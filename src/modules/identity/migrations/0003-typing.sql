create table identity.typing (
  person uuid primary key references identity.person,
  weight double precision not null check (weight > 0),
  sums double precision[] not null check (cardinality(sums) = 4),
  squares double precision[] not null check (cardinality(squares) = 4)
);

comment on table identity.typing is 'How a person types the password: of four times, sums and sums of squares of the last sign-ins. No key, no character.';
comment on column identity.typing.sums is 'Milliseconds: how long keys are held, its deviation, the pauses between keys, their deviation.';

alter table identity.session add column typing_distance double precision check (typing_distance >= 0);

comment on column identity.session.typing_distance is 'How far the typing at its start lay from the person''s own rhythm, in deviations.';
