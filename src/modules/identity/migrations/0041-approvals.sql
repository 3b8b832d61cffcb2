create function identity.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are only added', tg_table_name using errcode = 'insufficient_privilege';
end $$;
comment on function identity.refuse_change is 'For tables that nobody may alter, the bank''s own database user neither.';

create table identity.signature (
  seq        bigint generated always as identity primary key,
  kind       text not null check (length(kind) between 1 and 60),
  subject    uuid not null,
  content    text not null check (length(content) <= 65536),
  hash       bytea not null check (octet_length(hash) = 32),
  person     uuid not null references identity.person,
  at         timestamptz not null,
  passkey    uuid references identity.passkey,
  nonce      bytea check (octet_length(nonce) = 32),
  credential jsonb,
  check ((passkey is null) = (nonce is null) and (passkey is null) = (credential is null))
);
comment on table identity.signature is 'What people signed, word for word, with what their passkey answered, so that anybody can verify it again. Without a passkey: signed with the password.';
comment on column identity.signature.content is 'Canonical JSON: keys in order, nothing between.';
create index signature_of_subject on identity.signature (kind, subject, person, seq desc);
create trigger signature_stays before update or delete or truncate on identity.signature
  for each statement execute function identity.refuse_change();

create table identity.proposal (
  id       uuid primary key,
  kind     text not null check (length(kind) between 1 and 60),
  content  text not null check (length(content) <= 65536),
  reason   text not null check (length(reason) between 3 and 1000),
  asked_by uuid not null references identity.person,
  asked_at timestamptz not null,
  ends_at  timestamptz not null check (ends_at > asked_at),
  outcome  text check (outcome in ('granted', 'denied', 'withdrawn')),
  ended_by uuid references identity.person,
  ended_at timestamptz,
  note     text not null default '',
  check ((outcome is null) = (ended_by is null) and (outcome is null) = (ended_at is null)),
  check (outcome <> 'granted' or ended_by <> asked_by),
  check (outcome <> 'withdrawn' or ended_by = asked_by)
);
comment on table identity.proposal is 'A change that waits for the signature of a second person, or that was ended by one.';
create index proposal_waiting on identity.proposal (asked_at) where outcome is null;
