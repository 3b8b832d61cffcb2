-- Who gets to a safe-deposit box. Nothing here opens one: an opening is written down before the lock is asked, and settled by what the lock says.
create schema locker;

create table locker.policy (
  seq    bigint generated always as identity primary key,
  policy jsonb not null,
  reason text not null,
  set_by uuid not null,
  set_at timestamptz not null
);
comment on table locker.policy is 'What the locker judges by. The last row is in force; none is the one that the code brings.';
create trigger policy_is_sealed after insert on locker.policy for each row execute function audit.seal_row('locker-policy', 'seq', 'policy', 'reason', 'set_by', 'set_at');

create table locker.kiosk (
  id              uuid primary key,
  name            text not null,
  branch          text not null,
  set_up_by       uuid not null,
  set_up_at       timestamptz not null,
  code_hash       bytea check (octet_length(code_hash) = 32),
  code_expires_at timestamptz,
  public_key      bytea,
  key_at          timestamptz,
  revoked_at      timestamptz,
  heard_at        timestamptz,
  power           text not null default 'unknown' check (power in ('mains', 'battery', 'unknown')),
  camera          text not null default 'unknown' check (camera in ('ok', 'covered', 'missing', 'unknown')),
  clock_skew_ms   bigint,
  waits           int not null default 0 check (waits >= 0),
  delivered_up_to bigint not null default 0 check (delivered_up_to >= 0),
  check ((code_hash is null) = (code_expires_at is null)),
  check ((public_key is null) = (key_at is null))
);
comment on table locker.kiosk is 'A device with a key of its own. Its code is good once, for ten minutes; the private half of its key never leaves it.';
create unique index kiosk_code on locker.kiosk (code_hash) where code_hash is not null;
create trigger kiosk_is_sealed after insert or update on locker.kiosk for each row execute function audit.seal_row('locker-kiosk', 'id', 'name', 'branch', 'set_up_by', 'public_key', 'revoked_at');

create table locker.kiosk_nonce (
  nonce      bytea primary key check (octet_length(nonce) = 32),
  kiosk      uuid not null,
  expires_at timestamptz not null
);
create index kiosk_nonce_end on locker.kiosk_nonce (expires_at);

create table locker.kiosk_session (
  token      bytea primary key check (octet_length(token) = 32),
  kiosk      uuid not null references locker.kiosk (id),
  expires_at timestamptz not null
);
comment on column locker.kiosk_session.token is 'SHA-256 of it.';
create index kiosk_session_end on locker.kiosk_session (expires_at);

create table locker.box (
  id            uuid primary key,
  number        text not null,
  branch        text not null,
  drive         jsonb not null,
  lock          text not null default 'unknown' check (lock in ('locked', 'unlocked', 'open', 'forced', 'unknown')),
  lock_since    timestamptz not null,
  locked_at     timestamptz,
  locked_why    text,
  wrong_secrets int not null default 0 check (wrong_secrets between 0 and 3),
  set_up_by     uuid not null,
  set_up_at     timestamptz not null,
  unique (branch, number),
  check ((locked_at is null) = (locked_why is null))
);
comment on column locker.box.lock is 'What the lock said when it was last asked.';
comment on column locker.box.wrong_secrets is 'In a row, whoever tried and wherever. Counted before a secret is compared, so that tries at the same moment share them.';
create trigger box_is_sealed after insert or update on locker.box for each row execute function audit.seal_row('locker-box', 'id', 'number', 'branch', 'drive', 'locked_at', 'locked_why', 'set_up_by');

-- The memory of a simulated lock: written by the lock alone, in transactions of its own, so that it outlives the bank as a real one does.
create table locker.simulated_lock (
  box        uuid primary key,
  state      text not null default 'locked' check (state in ('locked', 'unlocked', 'open', 'forced')),
  last_order uuid,
  ordered_at timestamptz,
  fault      text check (fault in ('silent', 'jammed', 'answer-lost')),
  power      text not null default 'mains' check (power in ('mains', 'battery'))
);

create table locker.holder (
  id           uuid primary key,
  box          uuid not null references locker.box (id),
  person       uuid not null,
  role         text not null check (role in ('owner', 'agent')),
  valid_from   date,
  valid_until  date,
  entered_by   uuid not null,
  entered_at   timestamptz not null,
  consented_by uuid,
  consented_at timestamptz,
  declined_at  timestamptz,
  ended_at     timestamptz,
  ended_by     uuid,
  secret       text,
  secret_at    timestamptz,
  check ((consented_by is null) = (consented_at is null)),
  check ((secret is null) = (secret_at is null)),
  check (role = 'owner' or (valid_from is not null and valid_until >= valid_from)),
  check (role = 'agent' or (valid_from is null and valid_until is null)),
  check (consented_at is null or declined_at is null)
);
comment on table locker.holder is 'Who may open a box: an owner, or an agent from one day to another. Holds once an owner has consented, with proof.';
create unique index holder_once on locker.holder (box, person) where ended_at is null and declined_at is null;
create index holder_person on locker.holder (person) where ended_at is null and declined_at is null;
create trigger holder_is_sealed after insert or update on locker.holder for each row execute function
  audit.seal_row('locker-holder', 'id', 'box', 'person', 'role', 'valid_from', 'valid_until', 'entered_by', 'consented_by', 'consented_at', 'declined_at', 'ended_at', 'ended_by', 'secret_at');

create table locker.enrollment (
  id           uuid primary key,
  person       uuid not null,
  begun_by     uuid not null,
  begun_at     timestamptz not null,
  expires_at   timestamptz not null,
  consented_at timestamptz,
  finished_at  timestamptz,
  reason       text,
  granted_by   uuid,
  granted_at   timestamptz,
  ended_at     timestamptz,
  end_kind     text check (end_kind in ('declined', 'denied', 'replaced', 'deleted', 'expired')),
  ended_by     uuid,
  check (granted_by is distinct from begun_by),
  check (granted_at is null or (granted_by is not null and consented_at is not null and finished_at is not null)),
  check (finished_at is null or consented_at is not null),
  check ((ended_at is null) = (end_kind is null))
);
comment on table locker.enrollment is 'A face on its way into the locker, and in force once two members of the staff have signed it and the person has consented.';
create unique index enrollment_open on locker.enrollment (person) where ended_at is null and granted_at is null;
create unique index enrollment_in_force on locker.enrollment (person) where ended_at is null and granted_at is not null;
create trigger enrollment_is_sealed after insert or update on locker.enrollment for each row execute function
  audit.seal_row('locker-enrollment', 'id', 'person', 'begun_by', 'consented_at', 'finished_at', 'granted_by', 'granted_at', 'ended_at', 'end_kind', 'ended_by');

create table locker.template (
  id         uuid primary key,
  enrollment uuid not null references locker.enrollment (id),
  pose       text not null check (pose in ('straight', 'left', 'right', 'up', 'down')),
  taken_at   timestamptz not null,
  sealed     bytea not null
);
comment on table locker.template is 'A descriptor and its pose, sealed. No picture is kept of an enrollment. Rows are deleted, never marked.';
create index template_enrollment on locker.template (enrollment);

create table locker.attempt (
  id                   uuid primary key,
  box                  uuid not null references locker.box (id),
  kiosk                uuid not null references locker.kiosk (id),
  language             text not null,
  state                text not null check (state in ('under-way', 'opening', 'open', 'closed', 'refused', 'expired', 'cancelled')),
  door                 text not null check (door in ('person', 'owner', 'secret', 'code', 'opening')),
  nonce                bytea not null check (octet_length(nonce) = 32),
  motions              text[],
  challenge_at         timestamptz,
  challenge_expires_at timestamptz,
  tries                int not null default 0 check (tries >= 0),
  faults               text[] not null default '{}',
  hints                text[] not null default '{}',
  way                  text check (way in ('face', 'passkey')),
  holder               uuid references locker.holder (id),
  enrollment           uuid references locker.enrollment (id),
  person_at            timestamptz,
  owner_at             timestamptz,
  secret_at            timestamptz,
  code_at              timestamptz,
  code_hash            bytea check (octet_length(code_hash) = 32),
  code_expires_at      timestamptz,
  code_to              text,
  denial               text,
  began_at             timestamptz not null,
  expires_at           timestamptz not null,
  opened_at            timestamptz,
  closed_at            timestamptz,
  ended_at             timestamptz,
  check ((motions is null) = (challenge_expires_at is null) and (motions is null) = (challenge_at is null)),
  check ((code_hash is null) = (code_expires_at is null)),
  check (owner_at is null or (person_at is not null and holder is not null and way is not null)),
  check (secret_at is null or owner_at is not null),
  check (code_at is null or secret_at is not null),
  check (state not in ('opening', 'open', 'closed') or code_at is not null),
  check ((state in ('refused', 'expired', 'cancelled')) = (denial is not null)),
  check ((state in ('under-way', 'opening', 'open')) = (ended_at is null))
);
comment on table locker.attempt is 'Somebody before a kiosk. The doors open in their order; that none is skipped is checked here too.';
comment on column locker.attempt.nonce is 'What the next step has to bring. It is exchanged when a step begins, so that no two steps bring the same.';
create unique index attempt_of_box on locker.attempt (box) where state in ('under-way', 'opening', 'open');
create unique index attempt_of_kiosk on locker.attempt (kiosk) where state in ('under-way', 'opening');
create index attempt_began on locker.attempt (began_at desc, id desc);
create index attempt_box_began on locker.attempt (box, began_at desc);
create trigger attempt_is_sealed after insert or update on locker.attempt for each row execute function
  audit.seal_row('locker-attempt', 'id', 'box', 'kiosk', 'state', 'denial', 'way', 'holder', 'person_at', 'owner_at', 'secret_at', 'code_at', 'opened_at', 'closed_at');

create table locker.picture (
  id         uuid primary key,
  attempt    uuid,
  kiosk      uuid not null,
  box        uuid not null,
  at         timestamptz not null,
  key_sealed bytea,
  sha256     bytea not null check (octet_length(sha256) = 32),
  bytes      int not null check (bytes > 0),
  waiting    bytea,
  stored_at  timestamptz,
  keep_until timestamptz not null,
  removed_at timestamptz,
  check (removed_at is not null or key_sealed is not null),
  check (removed_at is not null or stored_at is not null or waiting is not null)
);
comment on table locker.picture is 'A captured picture, encrypted with a key of its own. What is removed has lost its key, and so is unreadable wherever a copy lies.';
comment on column locker.picture.sha256 is 'Of the encrypted bytes, as they lie in the store.';
comment on column locker.picture.waiting is 'The encrypted bytes until the store has them, so that a store that is away keeps no door from being shut.';
create index picture_waiting on locker.picture (at) where waiting is not null;
create index picture_keep on locker.picture (keep_until) where removed_at is null;
create index picture_attempt on locker.picture (attempt);
create trigger picture_is_sealed after insert or update on locker.picture for each row execute function
  audit.seal_row('locker-picture', 'id', 'attempt', 'kiosk', 'box', 'at', 'sha256', 'removed_at');

create table locker.step (
  seq      bigint generated always as identity primary key,
  attempt  uuid not null references locker.attempt (id),
  at       timestamptz not null,
  door     text not null,
  outcome  text not null check (outcome in ('opened', 'again', 'denied')),
  way      text check (way in ('face', 'passkey')),
  faults   text[] not null default '{}',
  distance double precision,
  picture  uuid references locker.picture (id)
);
comment on table locker.step is 'What became of each step of an attempt.';
create index step_attempt on locker.step (attempt, seq);
create trigger step_is_sealed after insert on locker.step for each row execute function
  audit.seal_row('locker-step', 'seq', 'attempt', 'at', 'door', 'outcome', 'way', 'faults', 'picture');

create table locker.seen_frame (
  hash bytea primary key check (octet_length(hash) = 32),
  at   timestamptz not null
);
comment on table locker.seen_frame is 'SHA-256 of frames that were judged: one that comes again is a replay.';
create index seen_frame_at on locker.seen_frame (at);

create table locker.opening (
  id         uuid primary key,
  attempt    uuid not null unique references locker.attempt (id),
  box        uuid not null references locker.box (id),
  asked_at   timestamptz not null,
  until      timestamptz not null,
  outcome    text check (outcome in ('unlocked', 'not-unlocked')),
  settled_at timestamptz,
  check ((outcome is null) = (settled_at is null))
);
comment on table locker.opening is 'The intent to open, written before the lock is asked. What became of it is what the lock says, also after a power cut.';
create index opening_unsettled on locker.opening (asked_at) where outcome is null;
create trigger opening_is_sealed after insert or update on locker.opening for each row execute function
  audit.seal_row('locker-opening', 'id', 'attempt', 'box', 'asked_at', 'until', 'outcome', 'settled_at');

create table locker.report (
  id       uuid primary key,
  attempt  uuid not null unique references locker.attempt (id),
  at       timestamptz not null
);
comment on table locker.report is 'A form for the police. It is drawn from the attempt when it is read.';

create table locker.alarm (
  id       uuid primary key,
  seq      bigint generated always as identity unique,
  kind     text not null,
  branch   text not null,
  box      uuid references locker.box (id),
  kiosk    uuid references locker.kiosk (id),
  attempt  uuid references locker.attempt (id),
  at       timestamptz not null,
  lasts    boolean not null,
  ended_at timestamptz,
  taken_by uuid,
  taken_at timestamptz,
  over_at  timestamptz,
  note     text not null default '',
  picture  uuid references locker.picture (id),
  report   uuid references locker.report (id)
);
comment on column locker.alarm.lasts is 'Whether it tells of something that goes on until it is seen to have ended, and so rings once.';
create unique index alarm_lasts_box on locker.alarm (kind, box) where lasts and ended_at is null and box is not null;
create unique index alarm_lasts_kiosk on locker.alarm (kind, kiosk) where lasts and ended_at is null and box is null;
create trigger alarm_is_sealed after insert or update on locker.alarm for each row execute function
  audit.seal_row('locker-alarm', 'id', 'kind', 'branch', 'box', 'kiosk', 'attempt', 'at', 'ended_at', 'taken_by', 'over_at', 'note');

create table locker.incident (
  id          uuid primary key,
  attempt     uuid not null references locker.attempt (id),
  box         uuid not null references locker.box (id),
  person      uuid not null,
  kind        text not null check (kind in ('denied', 'wrong-secret')),
  door        text not null,
  denial      text not null,
  at          timestamptz not null,
  picture     uuid references locker.picture (id),
  code_hash   bytea check (octet_length(code_hash) = 32),
  tries       int not null default 0 check (tries between 0 and 5),
  answer      text check (answer in ('me', 'not-me')),
  answered_at timestamptz
);
comment on table locker.incident is 'What an owner is asked about: somebody was not let in to their box. After three wrong secrets, “it was me” takes a code.';
create index incident_person on locker.incident (person, at desc);
create trigger incident_is_sealed after insert or update on locker.incident for each row execute function
  audit.seal_row('locker-incident', 'id', 'attempt', 'box', 'person', 'kind', 'door', 'denial', 'at', 'picture', 'answer', 'answered_at');

create table locker.release (
  id         uuid primary key,
  box        uuid not null references locker.box (id),
  reason     text not null,
  asked_by   uuid not null,
  asked_at   timestamptz not null,
  decision   text check (decision in ('grant', 'deny')),
  decided_by uuid,
  decided_at timestamptz,
  note       text not null default '',
  check (decision is distinct from 'grant' or decided_by <> asked_by)
);
create unique index release_open on locker.release (box) where decision is null;
create trigger release_is_sealed after insert or update on locker.release for each row execute function
  audit.seal_row('locker-release', 'id', 'box', 'reason', 'asked_by', 'asked_at', 'decision', 'decided_by', 'decided_at');

create table locker.kiosk_entry (
  kiosk     uuid not null references locker.kiosk (id),
  number    bigint not null check (number > 0),
  at        timestamptz not null,
  kind      text not null check (kind in ('attempt', 'refused', 'opened', 'sign')),
  box       text not null,
  note      text not null,
  picture   uuid references locker.picture (id),
  signature bytea not null,
  came_at   timestamptz not null,
  primary key (kiosk, number)
);
comment on table locker.kiosk_entry is 'What a kiosk gathered while it did not reach the bank, each entry signed by it and numbered without a gap.';
create trigger entry_is_sealed after insert on locker.kiosk_entry for each row execute function
  audit.seal_row('locker-entry', 'kiosk', 'number', 'at', 'kind', 'box', 'note', 'picture', 'signature');

create table locker.event (
  seq     bigint generated always as identity primary key,
  person  uuid,
  at      timestamptz not null,
  kind    text not null,
  branch  text not null,
  box     uuid,
  kiosk   uuid,
  attempt uuid,
  what    text not null,
  check (person is null)
);
comment on table locker.event is 'What the live board is told. Kept for seven days.';
create index event_person on locker.event (person, seq);
create index event_at on locker.event (at);
