alter table identity.session
  add column device text check (length(device) = 22),
  add column network text check (length(network) = 22);

comment on column identity.session.device is 'What tells one browser from another: random, in a cookie of its own that outlives sessions.';
comment on column identity.session.network is 'A keyed hash of the range that the address lies in (/24, /48); never the address.';

create index session_device on identity.session (person, device) where device is not null;
