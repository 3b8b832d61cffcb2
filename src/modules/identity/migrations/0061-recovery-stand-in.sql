alter table identity.recovery
  add column stood_in text check (stood_in in ('mail', 'sms'));
comment on column identity.recovery.stood_in is 'The channel that could not be reached and in whose place a recovery code was given; never both.';
