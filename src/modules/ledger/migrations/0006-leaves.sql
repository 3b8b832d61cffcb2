-- Every transfer is a leaf of the audit log, appended by the statement that writes it, whoever writes it: one row of hashes for a batch.

-- RFC 8785: names in order, no spaces, amounts and places as digits in text, the booking time in milliseconds since 1970.
create function ledger.content_of(
  seq bigint, id uuid, debit uuid, credit uuid, amount bigint, ledger integer, code integer, kind smallint, flags smallint,
  pending uuid, reverses uuid, timeout integer, booked timestamptz, value_date date
) returns text language sql stable parallel safe as $$
  select concat('{"amount":"', amount, '","bookedAt":', (date_part('epoch', booked) * 1000)::bigint, ',"code":', code, ',"credit":"', credit,
    '","debit":"', debit, '"', case when flags <> 0 then concat(',"flags":', flags) end, ',"id":"', id, '","kind":', kind, ',"ledger":', ledger,
    case when pending is not null then concat(',"pending":"', pending, '"') end, ',"place":"', seq, '"',
    case when reverses is not null then concat(',"reverses":"', reverses, '"') end,
    case when timeout is not null then concat(',"timeout":', timeout) end, ',"type":"transfer"',
    case when value_date is not null then concat(',"valueDate":"', to_char(value_date, 'YYYY-MM-DD'), '"') end, '}')
$$;
comment on function ledger.content_of is 'What a leaf of the log commits to: a transfer, in canonical JSON.';

create function ledger.append_leaves() returns trigger language plpgsql as $$
declare v_first bigint; v_last bigint; v_leaves bytea;
begin
  select min(seq), max(seq),
         string_agg(sha256(convert_to(ledger.content_of(seq, id, debit_account, credit_account, amount, ledger, code, kind, flags, pending_id,
                                                        reverses, timeout, booked_at, value_date), 'UTF8')), ''::bytea order by seq)
    into v_first, v_last, v_leaves from written;
  if v_leaves is not null then perform audit.append('transfer', v_first, v_last, v_leaves); end if;
  return null;
end $$;

-- What was booked before there was a log gets its leaves now.
select audit.append('transfer', min(seq), max(seq),
         string_agg(sha256(convert_to(ledger.content_of(seq, id, debit_account, credit_account, amount, ledger, code, kind, flags, pending_id,
                                                        reverses, timeout, booked_at, value_date), 'UTF8')), ''::bytea order by seq))
  from ledger.transfer group by seq >> 10 order by seq >> 10;

create trigger transfer_is_a_leaf after insert on ledger.transfer
  referencing new table as written for each statement execute function ledger.append_leaves();
