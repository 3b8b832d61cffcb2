create schema notifications;

create table notifications.notification (
  seq       bigint generated always as identity primary key,
  at        timestamptz not null,
  person    uuid not null,
  kind      text not null check (kind ~ '^[a-z-]{1,40}$'),
  currency  text,
  minor     bigint check (minor >= 0),
  other     uuid,
  note      text check (length(note) between 1 and 140),
  link      text check (link ~ '^/[^/\\]' and length(link) <= 200),
  read_at   timestamptz,
  spread_at timestamptz,
  check ((currency is null) = (minor is null))
);
comment on table notifications.notification is 'What a person was told, as kind and values, never as words. Written in the transaction of what it tells of.';
comment on column notifications.notification.other is 'The person whose name stands in the words.';
comment on column notifications.notification.note is 'What the other one wrote. Shown in the inbox alone.';
comment on column notifications.notification.spread_at is 'When it was handed to the channels that its person wants; null while that is to be done.';
create index notification_person on notifications.notification (person, seq desc);
create index notification_unread on notifications.notification (person) where read_at is null;
create index notification_to_spread on notifications.notification (seq) where spread_at is null;
create index notification_at on notifications.notification using brin (at);

create table notifications.preference (
  person  uuid not null,
  topic   text not null check (topic ~ '^[a-z]{1,20}$'),
  channel text not null check (channel in ('mail', 'sms', 'push')),
  is_on   boolean not null,
  primary key (person, topic, channel)
);
comment on table notifications.preference is 'What people chose; what is not here is as the code has it at first.';

create table notifications.quiet (
  person      uuid primary key,
  from_minute smallint not null check (from_minute between 0 and 1439),
  to_minute   smallint not null check (to_minute between 0 and 1439),
  zone        text not null check (length(zone) between 1 and 60),
  check (from_minute <> to_minute)
);
comment on table notifications.quiet is 'When mail, text messages and push wait, in minutes since midnight of the zone. What is urgent does not wait.';
