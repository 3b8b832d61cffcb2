-- The book: accounts with four counters, transfers that never change, and the one function that writes them.
create schema ledger;

create table ledger.account (
  id             uuid primary key,
  ledger         integer not null check (ledger > 0),   -- ISO 4217 numeric code: one book for each currency
  code           integer not null check (code > 0),     -- chart of accounts
  flags          integer not null default 0 check (flags between 0 and 7),
                 -- 1: debits must not exceed credits; 2: credits must not exceed debits; 4: frozen
  debits_pending  bigint not null default 0 check (debits_pending >= 0),
  debits_posted   bigint not null default 0 check (debits_posted >= 0),
  credits_pending bigint not null default 0 check (credits_pending >= 0),
  credits_posted  bigint not null default 0 check (credits_posted >= 0),
  created_at     timestamptz not null,
  check (flags & 3 <> 3),
  -- The same limits that the function decides by, once more, so that no other hand can pass them.
  check (flags & 1 = 0 or debits_posted::numeric + debits_pending <= credits_posted),
  check (flags & 2 = 0 or credits_posted::numeric + credits_pending <= debits_posted)
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
comment on table ledger.account is 'An account of the book. Balances follow from the four counters.';

create table ledger.transfer (
  seq            bigint generated always as identity,   -- place in the book; along one account it only grows
  id             uuid primary key,
  debit_account  uuid not null references ledger.account,
  credit_account uuid not null references ledger.account,
  amount         bigint not null check (amount > 0),
  ledger         integer not null,
  code           integer not null,
  kind           smallint not null check (kind between 0 and 3), -- 0 posted, 1 pending, 2 post a pending, 3 void a pending
  pending_id     uuid references ledger.transfer,
  booked_at      timestamptz not null,
  debit_balance  bigint not null,   -- credits posted less debits posted of the debit account, after this transfer
  credit_balance bigint not null,   -- the same of the credit account
  check (debit_account <> credit_account),
  check ((kind in (2, 3)) = (pending_id is not null))
);
comment on table ledger.transfer is 'Double entry: one row debits one account and credits another. Never updated, never deleted.';
create index transfer_debit on ledger.transfer (debit_account, seq);
create index transfer_credit on ledger.transfer (credit_account, seq);
create unique index transfer_pending on ledger.transfer (pending_id) where pending_id is not null;

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a transfer is never changed or deleted; book a reversal' using errcode = 'integrity_constraint_violation';
end $$;
create trigger transfer_is_immutable before update or delete or truncate on ledger.transfer
  for each statement execute function ledger.refuse_change();

-- Writes a batch and answers one result code an item, in order. The codes are those of TigerBeetle's CreateTransferResult,
-- and from 1000 on our own. Items see the effect of those before them in the batch. Accounts are locked in the order of their ids,
-- so that two batches cannot deadlock.
create function ledger.create_transfers(
  p_ids uuid[], p_debits uuid[], p_credits uuid[], p_amounts bigint[], p_ledgers integer[], p_codes integer[],
  p_kinds smallint[], p_pendings uuid[], p_booked timestamptz[]
) returns smallint[] language plpgsql as $$
declare
  v_count constant integer := coalesce(array_length(p_ids, 1), 0);
  v_result smallint[] := array_fill(0::smallint, array[v_count]);
  -- items: positions of accounts, what exists already, what a pending one says
  v_debit integer[]; v_credit integer[]; v_exists smallint[]; v_first integer[];
  v_amount bigint[]; v_pending_debit uuid[]; v_pending_credit uuid[]; v_pending_amount bigint[];
  v_pending_ledger integer[]; v_pending_code integer[]; v_pending_kind smallint[]; v_pending_end smallint[]; v_pending_item integer[]; v_leader integer[];
  -- accounts
  a_id uuid[]; a_ledger integer[]; a_flags integer[];
  a_dp bigint[]; a_d bigint[]; a_cp bigint[]; a_c bigint[]; a_touched boolean[];
  v_debit_balance bigint[] := array_fill(0::bigint, array[v_count]);
  v_credit_balance bigint[] := array_fill(0::bigint, array[v_count]);
  v_end smallint[] := array_fill(0::smallint, array[v_count]); -- how a pending transfer ended in this batch, at the first item that names it
  v_wanted uuid[];
  v_max constant bigint := 9223372036854775807;
  d integer; c integer; n bigint; k smallint; r smallint; q integer; v_ended smallint;
begin
  if v_count = 0 then return v_result; end if;

  -- What is known of the pending transfers that are posted or voided here: from the book, or from earlier in this batch.
  select array_agg(coalesce(t.debit_account, p_debits[b.i]) order by u.i), array_agg(coalesce(t.credit_account, p_credits[b.i]) order by u.i),
         array_agg(coalesce(t.amount, p_amounts[b.i]) order by u.i), array_agg(coalesce(t.ledger, p_ledgers[b.i]) order by u.i),
         array_agg(coalesce(t.code, p_codes[b.i]) order by u.i), array_agg(coalesce(t.kind, p_kinds[b.i]) order by u.i),
         array_agg(b.i::integer order by u.i)
    into v_pending_debit, v_pending_credit, v_pending_amount, v_pending_ledger, v_pending_code, v_pending_kind, v_pending_item
    from unnest(p_pendings) with ordinality u(id, i)
    left join ledger.transfer t on t.id = u.id
    left join (select id, min(i) as i from unnest(p_ids) with ordinality x(id, i) group by id) b on b.id = u.id and b.i < u.i;

  select array_agg(distinct id) into v_wanted
    from (select unnest(p_debits) as id union all select unnest(p_credits)
          union all select unnest(v_pending_debit) union all select unnest(v_pending_credit)) named where id is not null;

  select array_agg(id), array_agg(ledger), array_agg(flags), array_agg(debits_pending), array_agg(debits_posted),
         array_agg(credits_pending), array_agg(credits_posted)
    into a_id, a_ledger, a_flags, a_dp, a_d, a_cp, a_c
    from (select * from ledger.account where id = any (v_wanted) order by id for no key update) locked;
  a_touched := array_fill(false, array[coalesce(array_length(a_id, 1), 0)]);

  -- Under the locks: positions, what exists, and how pending ones have ended. A void or post may leave the accounts out.
  select array_agg(da.i::integer order by u.i), array_agg(ca.i::integer order by u.i),
         array_agg((case
           when t.id is null then null
           when t.kind <> p_kinds[u.i] then 36
           when t.pending_id is distinct from p_pendings[u.i] then 40
           when t.debit_account <> coalesce(p_debits[u.i], t.debit_account) then 37
           when t.credit_account <> coalesce(p_credits[u.i], t.credit_account) then 38
           when t.amount <> coalesce(p_amounts[u.i], t.amount) then 39
           when t.ledger <> coalesce(p_ledgers[u.i], t.ledger) then 67
           when t.code <> coalesce(p_codes[u.i], t.code) then 45
           else 46 end)::smallint order by u.i),
         array_agg(f.i::integer order by u.i), array_agg(e.kind order by u.i), array_agg(g.i::integer order by u.i)
    into v_debit, v_credit, v_exists, v_first, v_pending_end, v_leader
    from unnest(p_ids) with ordinality u(id, i)
    left join unnest(a_id) with ordinality da(id, i) on da.id = coalesce(p_debits[u.i], v_pending_debit[u.i])
    left join unnest(a_id) with ordinality ca(id, i) on ca.id = coalesce(p_credits[u.i], v_pending_credit[u.i])
    left join ledger.transfer t on t.id = u.id
    left join ledger.transfer e on e.pending_id = p_pendings[u.i]
    left join (select id, min(i) as i from unnest(p_ids) with ordinality x(id, i) group by id) f on f.id = u.id
    left join (select id, min(i) as i from unnest(p_pendings) with ordinality x(id, i) where id is not null group by id) g on g.id = p_pendings[u.i];

  v_amount := p_amounts;
  for i in 1 .. v_count loop
    k := p_kinds[i]; d := v_debit[i]; c := v_credit[i]; n := p_amounts[i]; r := 0;
    if v_exists[i] is not null then
      r := v_exists[i];
    elsif v_first[i] < i and v_result[v_first[i]] = 0 then
      q := v_first[i];
      r := case when p_kinds[q] <> k then 36
                when p_pendings[q] is distinct from p_pendings[i] then 40
                when v_debit[q] is distinct from d then 37
                when v_credit[q] is distinct from c then 38
                when v_amount[q] <> coalesce(n, v_amount[q]) then 39
                when p_ledgers[q] is distinct from p_ledgers[i] then 67
                when p_codes[q] is distinct from p_codes[i] then 45
                else 46 end;
    elsif k < 2 then
      if p_pendings[i] is not null then r := 13;
      elsif p_debits[i] is null or p_debits[i] = '00000000-0000-0000-0000-000000000000' then r := 8;
      elsif p_credits[i] is null or p_credits[i] = '00000000-0000-0000-0000-000000000000' then r := 10;
      elsif p_debits[i] = p_credits[i] then r := 12;
      elsif n is null or n <= 0 then r := 18;
      elsif coalesce(p_ledgers[i], 0) <= 0 then r := 19;
      elsif coalesce(p_codes[i], 0) <= 0 then r := 20;
      elsif d is null then r := 21;
      elsif c is null then r := 22;
      elsif a_ledger[d] <> a_ledger[c] then r := 23;
      elsif a_ledger[d] <> p_ledgers[i] then r := 24;
      elsif a_flags[d] & 4 <> 0 then r := 1001;
      elsif a_flags[c] & 4 <> 0 then r := 1002;
      elsif a_d[d] > v_max - a_dp[d] or a_d[d] + a_dp[d] > v_max - n then r := 51;
      elsif a_c[c] > v_max - a_cp[c] or a_c[c] + a_cp[c] > v_max - n then r := 52;
      elsif a_flags[d] & 1 <> 0 and a_d[d] + a_dp[d] + n > a_c[d] then r := 54;
      elsif a_flags[c] & 2 <> 0 and a_c[c] + a_cp[c] + n > a_d[c] then r := 55;
      elsif k = 1 then
        a_dp[d] := a_dp[d] + n; a_cp[c] := a_cp[c] + n;
      else
        a_d[d] := a_d[d] + n; a_c[c] := a_c[c] + n;
      end if;
    else
      q := v_pending_item[i];
      v_ended := coalesce(v_pending_end[i], nullif(v_end[v_leader[i]], 0));
      n := coalesce(n, v_pending_amount[i]);
      if p_pendings[i] is null then r := 14;
      elsif p_pendings[i] = p_ids[i] then r := 16;
      elsif v_pending_kind[i] is null or (q is not null and v_exists[q] is null and v_result[q] <> 0) then r := 25;
      elsif v_pending_kind[i] <> 1 then r := 26;
      elsif coalesce(p_debits[i], v_pending_debit[i]) <> v_pending_debit[i] then r := 27;
      elsif coalesce(p_credits[i], v_pending_credit[i]) <> v_pending_credit[i] then r := 28;
      elsif coalesce(p_ledgers[i], v_pending_ledger[i]) <> v_pending_ledger[i] then r := 29;
      elsif coalesce(p_codes[i], v_pending_code[i]) <> v_pending_code[i] then r := 30;
      elsif n <= 0 then r := 18;
      elsif n > v_pending_amount[i] then r := 31;
      elsif k = 3 and n <> v_pending_amount[i] then r := 32;
      elsif v_ended = 2 then r := 33;
      elsif v_ended = 3 then r := 34;
      elsif k = 2 and a_flags[d] & 4 <> 0 then r := 1001;
      elsif k = 2 and a_flags[c] & 4 <> 0 then r := 1002;
      else
        a_dp[d] := a_dp[d] - v_pending_amount[i]; a_cp[c] := a_cp[c] - v_pending_amount[i];
        if k = 2 then a_d[d] := a_d[d] + n; a_c[c] := a_c[c] + n; end if;
        v_amount[i] := n;
        v_end[v_leader[i]] := k;
      end if;
    end if;
    v_result[i] := r;
    if r = 0 then
      a_touched[d] := true; a_touched[c] := true;
      v_debit_balance[i] := a_c[d] - a_d[d];
      v_credit_balance[i] := a_c[c] - a_d[c];
    end if;
  end loop;

  insert into ledger.transfer (id, debit_account, credit_account, amount, ledger, code, kind, pending_id, booked_at, debit_balance, credit_balance)
    select p_ids[i], a_id[v_debit[i]], a_id[v_credit[i]], v_amount[i], a_ledger[v_debit[i]], coalesce(p_codes[i], v_pending_code[i]),
           p_kinds[i], p_pendings[i], p_booked[i], v_debit_balance[i], v_credit_balance[i]
      from generate_series(1, v_count) i where v_result[i] = 0 order by i;

  update ledger.account a
     set debits_pending = s.dp, debits_posted = s.d, credits_pending = s.cp, credits_posted = s.c
    from unnest(a_id, a_dp, a_d, a_cp, a_c, a_touched) s(id, dp, d, cp, c, touched)
   where s.touched and a.id = s.id;
  return v_result;
end $$;
comment on function ledger.create_transfers is 'Creates a batch of transfers; one TigerBeetle result code an item.';
