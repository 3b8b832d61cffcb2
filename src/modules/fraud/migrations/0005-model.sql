-- The bank's models: each file as it was registered, what it is to the bank now, and who did what when.

create table fraud.model (
  version text primary key check (version <> ''),
  number bigint generated always as identity,
  origin text not null check (origin in ('shipped', 'own')),
  state text not null check (state in ('challenger', 'champion', 'retired')),
  file text not null,
  card jsonb not null,
  figures jsonb,
  reference jsonb,
  replaced text references fraud.model check (replaced <> version),
  registered_at timestamptz not null
);
comment on table fraud.model is 'Model files. One champion decides; challengers score in shadow; retired ones explain what they once decided.';
comment on column fraud.model.version is 'Name and day of training; decisions carry it.';
comment on column fraud.model.origin is 'shipped: came with the package. own: trained on this installation.';
comment on column fraud.model.file is 'The versioned JSON with its checksum, as src/learning/model-file.ts writes it.';
comment on column fraud.model.card is 'The card of the file once more, so that a list need not read files.';
comment on column fraud.model.figures is 'Curves, confusion and calibration on the test window of its training; null where nobody kept any.';
comment on column fraud.model.reference is 'Quantile bins of features and score over the training window, which drift is measured against.';
comment on column fraud.model.replaced is 'The champion that this one took the place of; a rollback brings it back.';

create unique index model_number on fraud.model (number);
create unique index model_has_one_champion on fraud.model ((state)) where state = 'champion';

-- What a model is never changes; only what it is to the bank.
create function fraud.refuse_change_of_model() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.version, new.number, new.origin, new.file, new.card, new.figures, new.reference, new.registered_at)
     is not distinct from (old.version, old.number, old.origin, old.file, old.card, old.figures, old.reference, old.registered_at) then
    return new;
  end if;
  raise exception 'a model is never changed or deleted; register another one' using errcode = 'integrity_constraint_violation';
end $$;
create trigger model_only_changes_its_state before update or delete on fraud.model
  for each row execute function fraud.refuse_change_of_model();
create trigger model_is_never_emptied before truncate on fraud.model
  for each statement execute function fraud.refuse_change_of_model();

create table fraud.promotion (
  id uuid primary key,
  model text not null references fraud.model,
  champion text not null references fraud.model,
  reason text not null check (reason <> ''),
  comparison jsonb not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  outcome text check (outcome in ('granted', 'denied', 'withdrawn')),
  ended_by uuid,
  ended_at timestamptz,
  note text not null default '',
  check (model <> champion),
  check ((outcome is null) = (ended_by is null) and (outcome is null) = (ended_at is null)),
  -- Two people, whatever the code above thinks.
  constraint promotion_needs_two_people check ((outcome = 'withdrawn') = (ended_by = asked_by))
);
comment on table fraud.promotion is 'Somebody asks that a challenger decide from now on, having won; somebody else grants or denies it, or they withdraw it.';
create unique index promotion_waits_alone on fraud.promotion ((outcome is null)) where outcome is null;

create table fraud.model_event (
  number bigint generated always as identity primary key,
  at timestamptz not null,
  what text not null check (what in ('registered', 'promotion refused', 'promotion asked', 'promotion denied', 'promotion withdrawn',
    'promoted', 'rolled back', 'retired')),
  model text not null references fraud.model,
  person uuid,
  reason text not null default '',
  details jsonb
);
comment on table fraud.model_event is 'Who did what with the models, when and why. Never updated, never deleted.';
comment on column fraud.model_event.person is 'Null where the bank did it by itself, at its start or by schedule.';

create function fraud.refuse_change_of_event() returns trigger language plpgsql as $$
begin
  raise exception 'what happened to models is never changed or deleted' using errcode = 'integrity_constraint_violation';
end $$;
create trigger model_event_is_immutable before update or delete or truncate on fraud.model_event
  for each statement execute function fraud.refuse_change_of_event();
