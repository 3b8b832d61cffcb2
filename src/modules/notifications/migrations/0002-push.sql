create table notifications.vapid_key (
  id                 text primary key check (id = 'vapid'),
  public_key         text not null check (length(public_key) between 80 and 100),
  private_key_sealed bytea not null,
  made_at            timestamptz not null
);
comment on table notifications.vapid_key is 'The key by which push services know this bank (RFC 8292). One for as long as browsers are subscribed with it.';

create table notifications.push_subscription (
  id                  uuid primary key,
  person              uuid not null,
  name                text not null check (length(name) between 1 and 60),
  endpoint_hash       bytea not null,
  subscription_sealed bytea,
  made_at             timestamptz not null,
  ended_at            timestamptz,
  check ((ended_at is null) = (subscription_sealed is not null))
);
comment on table notifications.push_subscription is 'Browsers that show messages. Address and keys are sealed, and wiped when it ends.';
create index push_subscription_person on notifications.push_subscription (person) where ended_at is null;
create unique index push_subscription_endpoint on notifications.push_subscription (endpoint_hash) where ended_at is null;

create table notifications.push_delivery (
  id           uuid primary key default uuidv7(),
  notification bigint not null references notifications.notification on delete cascade,
  subscription uuid not null references notifications.push_subscription on delete cascade,
  due_at       timestamptz not null,
  expires_at   timestamptz not null,
  attempts     integer not null default 0,
  delivered_at timestamptz,
  given_up_at  timestamptz,
  failure      text check (length(failure) <= 60),
  check (delivered_at is null or given_up_at is null)
);
comment on table notifications.push_delivery is 'Push messages on their way out. The words are made when one leaves.';
comment on column notifications.push_delivery.due_at is 'When it is tried next. Whoever tries it sets this ahead first, so that a crash on the way tries it again.';
create index push_delivery_due on notifications.push_delivery (due_at) where delivered_at is null and given_up_at is null;
create index push_delivery_notification on notifications.push_delivery (notification);
create index push_delivery_subscription on notifications.push_delivery (subscription);
