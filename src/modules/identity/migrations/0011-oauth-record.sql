create table identity.oauth_record (
  kind text not null check (kind ~ '^[A-Z][A-Za-z]{1,40}$'),
  id bytea not null check (octet_length(id) = 32),
  grant_id uuid,
  client uuid,
  person uuid,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (kind, id)
);
comment on table identity.oauth_record is 'What OAuth 2 gave out and still counts: codes, tokens, pushed requests, questions to a customer. The id is the SHA-256 of the secret, which stands nowhere.';
comment on column identity.oauth_record.consumed_at is 'When a code or a refresh token that counts once was used; it is kept to notice a second use.';

create index oauth_record_grant on identity.oauth_record (grant_id) where grant_id is not null;
create index oauth_record_end on identity.oauth_record (expires_at);

create table identity.oauth_replay (
  id bytea primary key check (octet_length(id) = 32),
  expires_at timestamptz not null
);
comment on table identity.oauth_replay is 'Proofs and assertions that were used, as hashes, for as long as they could be used again.';

create index oauth_replay_end on identity.oauth_replay (expires_at);
