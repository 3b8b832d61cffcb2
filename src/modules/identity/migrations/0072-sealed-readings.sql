alter table identity.reading add column reason_sealed bytea;
comment on column identity.reading.reason_sealed is 'A nonce of 64 hex digits and the words. Null where there are none, or where a version before has written them in clear.';
comment on column identity.reading.reason is 'Of a sealed reason the SHA-256 of what is sealed, in hex: the log of the bank holds it, and whoever opens the words can hold them against it.';
create index reading_in_clear on identity.reading (seq) where reason_sealed is null and reason <> '';

create function identity.refuse_change_of_reading() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.reason_sealed is not null
    and to_jsonb(old) - array['reason', 'reason_sealed'] = to_jsonb(new) - array['reason', 'reason_sealed']
    and (case when old.reason_sealed is null then old.reason <> '' and new.reason ~ '^[0-9a-f]{64}$' else new.reason = old.reason end)
  then
    return new;
  end if;
  raise exception 'rows of % are only added', tg_table_name using errcode = 'insufficient_privilege';
end $$;
comment on function identity.refuse_change_of_reading is 'Words in clear are sealed once, sealed ones are sealed anew when keys change; what was not sealed for its place does not open.';
drop trigger reading_stays on identity.reading;
create trigger reading_stays before update or delete on identity.reading
  for each row execute function identity.refuse_change_of_reading();
create trigger reading_all_stay before truncate on identity.reading
  for each statement execute function identity.refuse_change();
