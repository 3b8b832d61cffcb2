create table identity.service_key (
  id           uuid primary key,
  client       uuid not null references identity.service_client,
  hash         bytea not null unique check (octet_length(hash) = 32),
  created_at   timestamptz not null,
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz
);
comment on table identity.service_key is 'Keys of service clients as SHA-256; of two that overlap, both open. Null never expires.';
create index service_key_of_client on identity.service_key (client, created_at desc);

insert into identity.service_key (id, client, hash, created_at, last_used_at)
  select id, id, key, created_at, last_used_at from identity.service_client;
comment on column identity.service_client.key is 'Its first key. Since service_key nothing is opened with it.';
