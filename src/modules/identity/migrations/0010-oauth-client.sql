create table identity.oauth_client (
  id uuid primary key,
  kind text not null check (kind in ('third-party', 'app', 'program')),
  name text not null check (length(name) between 1 and 120),
  redirect_uris text[] not null check (cardinality(redirect_uris) <= 10),
  keys jsonb check (jsonb_typeof(keys) = 'object'),
  scopes text[] not null check (cardinality(scopes) between 1 and 20),
  created_at timestamptz not null,
  created_by uuid references identity.person,
  revoked_at timestamptz,
  revoked_by uuid references identity.person,
  check ((kind = 'app') = (keys is null)),
  check ((kind = 'program') = (cardinality(redirect_uris) = 0))
);
comment on table identity.oauth_client is 'Programs that come with OAuth 2: third parties that act for customers, apps of our own, and programs that act for themselves.';
comment on column identity.oauth_client.keys is 'The public keys (RFC 7517) by which it proves who it is; an app of our own has none and proves each use by DPoP and PKCE.';
