create table identity.typing_consent (
  person uuid primary key references identity.person,
  given_at timestamptz not null
);
comment on table identity.typing_consent is 'Who allows that the rhythm of their typing is looked at. Without a row nothing of it is taken or kept.';
