alter table identity.alarm drop constraint alarm_kind_check;
alter table identity.alarm add constraint alarm_kind_check check (kind in ('right-taken', 'altered'));
comment on table identity.alarm is 'What administrators are told at once, over a stream of server-sent events: a right that somebody took alone, a sealed value that somebody altered.';
create unique index alarm_of_altered on identity.alarm ((data ->> 'field'), (data ->> 'row')) where kind = 'altered';
