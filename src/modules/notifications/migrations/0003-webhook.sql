create table notifications.webhook_endpoint (
  id                 uuid primary key,
  owner              uuid not null,
  of_client          boolean not null,
  name               text not null check (length(name) between 1 and 120),
  url                text not null check (length(url) between 10 and 1000),
  events             text[] not null check (cardinality(events) between 1 and 40),
  public_key         text not null check (length(public_key) between 40 and 60),
  private_key_sealed bytea not null,
  made_at            timestamptz not null,
  failing_since      timestamptz,
  off_at             timestamptz,
  off_because        text check (off_because in ('asked', 'gone', 'failing')),
  removed_at         timestamptz,
  check ((off_at is null) = (off_because is null))
);
comment on table notifications.webhook_endpoint is 'Addresses of programs that are told of events. The Ed25519 key signs for this endpoint alone.';
comment on column notifications.webhook_endpoint.of_client is 'Made by a service client, which hears of its own payments alone; what staff make hears of all.';
comment on column notifications.webhook_endpoint.failing_since is 'The first failure since it last took something.';
create index webhook_endpoint_owner on notifications.webhook_endpoint (owner) where removed_at is null;

create table notifications.webhook_secret (
  id            uuid primary key,
  endpoint      uuid not null references notifications.webhook_endpoint,
  secret_sealed bytea not null,
  made_at       timestamptz not null,
  ends_at       timestamptz
);
comment on table notifications.webhook_secret is 'What signs by HMAC. While an earlier one has not ended, both sign.';
create index webhook_secret_endpoint on notifications.webhook_secret (endpoint, made_at);

create table notifications.event (
  seq       bigint generated always as identity primary key,
  at        timestamptz not null,
  type      text not null check (type ~ '^[a-z]+(\.[a-z-]+)+$' and length(type) <= 60),
  owner     uuid,
  data      jsonb not null,
  spread_at timestamptz
);
comment on table notifications.event is 'What happened, for endpoints that asked for its type; written in the transaction of what happened, where there is one.';
comment on column notifications.event.owner is 'Who asked for it; a service client hears of what it asked for itself.';
create index event_to_spread on notifications.event (seq) where spread_at is null;
create index event_at on notifications.event (at);

create table notifications.webhook_delivery (
  id           uuid primary key default uuidv7(),
  event        bigint not null references notifications.event on delete cascade,
  endpoint     uuid not null references notifications.webhook_endpoint,
  state        text not null default 'waiting' check (state in ('waiting', 'delivered', 'given-up')),
  due_at       timestamptz not null,
  leased_until timestamptz,
  tries        integer not null default 0 check (tries >= 0),
  attempts     integer not null default 0 check (attempts >= tries),
  unique (endpoint, event)
);
comment on table notifications.webhook_delivery is 'An event on its way to an endpoint. Its id is the webhook-id, the same at every attempt.';
comment on column notifications.webhook_delivery.leased_until is 'Until then one process is about it and no other takes it; a process that dies leaves it to the next one after that.';
comment on column notifications.webhook_delivery.tries is 'Since it was first due or asked for again; attempts are all there ever were.';
create index webhook_delivery_due on notifications.webhook_delivery (endpoint, due_at, event) where state = 'waiting';
create index webhook_delivery_event on notifications.webhook_delivery (event);

create table notifications.webhook_attempt (
  delivery  uuid not null references notifications.webhook_delivery on delete cascade,
  number    integer not null,
  at        timestamptz not null,
  ms        integer not null check (ms >= 0),
  status    integer,
  failure   text check (length(failure) <= 60),
  body_hash bytea not null check (octet_length(body_hash) = 32),
  primary key (delivery, number)
);
comment on table notifications.webhook_attempt is 'Each call of an endpoint and what it answered. Only added to.';
comment on column notifications.webhook_attempt.body_hash is 'SHA-256 of what was sent.';
