create function identity.refuse_change_but_sealing() returns trigger language plpgsql as $$
declare
  column_name text;
begin
  if tg_op <> 'UPDATE' then
    raise exception 'rows of % are only added', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  foreach column_name in array tg_argv loop
    if to_jsonb(old) -> column_name = 'null'::jsonb or to_jsonb(new) -> column_name = 'null'::jsonb then
      raise exception 'rows of % are only added', tg_table_name using errcode = 'insufficient_privilege';
    end if;
  end loop;
  if to_jsonb(old) - tg_argv <> to_jsonb(new) - tg_argv then
    raise exception 'rows of % are only added', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
comment on function identity.refuse_change_but_sealing is 'For tables that are only added to and hold sealed values, named as arguments: these are sealed anew when keys change, and what was not sealed for its place does not open.';

create table identity.intervention (
  id            uuid primary key,
  seq           bigint generated always as identity,
  person        uuid not null references identity.person,
  what          text not null check (what in ('locked', 'let-in', 'signed-out')),
  reason_sealed bytea not null,
  by_person     uuid not null references identity.person,
  at            timestamptz not null
);
comment on table identity.intervention is 'What staff did to a customer''s ways in, and why. Only added to.';
create index intervention_of_person on identity.intervention (person, seq desc);
create trigger intervention_stays before update or delete on identity.intervention
  for each row execute function identity.refuse_change_but_sealing('reason_sealed');
create trigger intervention_all_stay before truncate on identity.intervention
  for each statement execute function identity.refuse_change();
