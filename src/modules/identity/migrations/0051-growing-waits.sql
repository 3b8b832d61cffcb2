lock table identity.attempt in access exclusive mode;

alter table identity.attempt add column strikes integer not null default 0 check (strikes >= 0);

comment on column identity.attempt.strikes is 'How often the limit was passed within a day of each other; each time the wait is longer.';
