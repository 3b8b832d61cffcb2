-- What the proof of the books needs in the database: a cheap running sum, the fingerprint of what was booked, and its results.

-- A window's sum(bigint) makes a numeric for each row. This one stays a bigint, and fails where the sum leaves its range.
create aggregate ledger.running_total(bigint) (sfunc = int8pl, stype = bigint, initcond = '0', parallel = safe);
comment on aggregate ledger.running_total(bigint) is 'A running sum over entries, as a bigint.';

-- What a transfer says, as bytes of a fixed width that no setting changes; of its SHA-256 the first 64 bits, as a signed number.
create function ledger.fingerprint_of(t ledger.transfer) returns bigint language sql immutable parallel safe as $$
  select substr(sha256(
    uuid_send(t.id) || uuid_send(t.debit_account) || uuid_send(t.credit_account) || int8send(t.amount) || int4send(t.ledger) || int4send(t.code)
    || int2send(t.kind) || int2send(t.flags)
    || uuid_send(coalesce(t.pending_id, t.reverses, '00000000-0000-0000-0000-000000000000')) || int4send(coalesce(t.timeout, 0))
    || timestamptz_send(t.booked_at) || date_send(coalesce(t.value_date, '-infinity'))), 1, 8)::bigint
$$;
comment on function ledger.fingerprint_of is '64 bits of the SHA-256 of what a transfer says; its place in the book and the balances after it are left out.';

create function ledger.fingerprint(through date) returns table (transfers bigint, fingerprint numeric) language sql stable parallel safe as $$
  select count(*), coalesce(sum(ledger.fingerprint_of(t)), 0) from ledger.transfer t where t.booked_at < (through + 1)::timestamp at time zone 'UTC'
$$;
comment on function ledger.fingerprint is 'How many transfers were booked up to the end of a day (UTC), and the sum of their fingerprints, in any order.';

create table ledger.proof_result (
  position        bigint generated always as identity primary key,
  proved_at       timestamptz not null,
  seconds         double precision not null check (seconds >= 0),
  transfers       bigint not null check (transfers >= 0),
  accounts        bigint not null check (accounts >= 0),
  ledgers         jsonb not null,
  breach_rule     text,   -- null where every rule holds
  breach_offender text,
  breach_detail   text,
  check (num_nulls(breach_rule, breach_offender, breach_detail) in (0, 3))
);
comment on table ledger.proof_result is 'What the last proofs of the books found, by whichever server made them.';

-- Whoever proves for the record holds this advisory lock alone, so that several servers do not prove at once.
create function ledger.proof_lock() returns bigint language sql immutable parallel safe as 'select 7236840100::bigint';
create function ledger.is_being_proved() returns boolean language sql stable as $$
  select exists (
    select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1
       and l.database = (select oid from pg_database where datname = current_database())
       and (l.classid::bigint << 32 | l.objid::bigint) = ledger.proof_lock())
$$;
