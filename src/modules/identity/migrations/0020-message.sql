create table identity.message (
  id uuid primary key,
  person uuid references identity.person,
  channel text not null check (channel in ('mail', 'sms')),
  kind text not null check (kind ~ '^[a-z-]{1,60}$'),
  language text not null check (language in ('en', 'hi')),
  content_sealed bytea check (octet_length(content_sealed) > 33),
  written_at timestamptz not null,
  due_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > written_at),
  attempts integer not null default 0 check (attempts >= 0),
  delivered_at timestamptz,
  given_up_at timestamptz,
  failure text check (length(failure) <= 200),
  check (delivered_at is null or given_up_at is null),
  check (content_sealed is null or (delivered_at is null and given_up_at is null))
);
comment on table identity.message is 'Mail and SMS on their way out, written in the transaction of what they tell of.';
comment on column identity.message.person is 'Whom it is for; null where an address alone is known.';
comment on column identity.message.content_sealed is 'The address, and what the text of its kind is filled with, sealed for this row. Wiped once it is delivered or given up, for a code may stand in it.';
comment on column identity.message.due_at is 'When it is tried next. Whoever tries it sets this ahead first, so that a crash on the way tries it again.';
comment on column identity.message.failure is 'Why the last try failed, without the address.';

create index message_due on identity.message (channel, due_at) where delivered_at is null and given_up_at is null;
create index message_end on identity.message (expires_at);
