-- The whole semantics of docs/ledger.md: linked, balancing and imported items, timeouts, reversals, value dates, closed periods,
-- closed accounts. A server of the version before can go on beside one of this: its function is kept, as a call of the new one.

-- Batches take transfers first and accounts after them; so does this, at once.
lock table ledger.transfer, ledger.account in access exclusive mode;

-- Accounts: closed (8), history (16), imported (32); the newest booking time that each has seen.
alter table ledger.account
  add column last_booked_at timestamptz not null default '-infinity',
  drop constraint account_flags_check,
  drop constraint account_check,
  drop constraint account_check1,
  add constraint account_flags_check check (flags between 0 and 63),
  -- Written as differences, which cannot overflow, because every counter is at least zero.
  add constraint account_debits_limit check (flags & 1 = 0 or debits_pending <= credits_posted - debits_posted),
  add constraint account_credits_limit check (flags & 2 = 0 or credits_pending <= debits_posted - credits_posted),
  add constraint account_closed_is_empty check (flags & 8 = 0
    or (debits_pending = 0 and credits_pending = 0 and debits_posted = credits_posted));
comment on column ledger.account.last_booked_at is 'No transfer of this account that is in the order of time has a later booking time.';

-- Batches clean the pages that they visit; a vacuum of the whole table every few seconds would only be in their way.
alter table ledger.account set (autovacuum_vacuum_scale_factor = 0.2);

-- The look-up of an account by its id is what a batch does most: one page of a hash index in place of three of a tree.
create index account_id on ledger.account using hash (id);

-- A foreign key costs two look-ups a row beside those that the function makes under lock anyway. Orphans are found by the proof.
alter table ledger.transfer
  add column flags smallint not null default 0,   -- 1 linked, 16 balancing debit, 32 balancing credit, 256 imported
  add column is_late boolean not null default false,
  add column timeout integer check (timeout > 0), -- seconds from booked_at; only of a pending transfer
  add column reverses uuid,                       -- the transfer that this one undoes
  add column value_date date,                     -- null where it is the booking date (UTC)
  drop constraint transfer_debit_account_fkey,
  drop constraint transfer_credit_account_fkey,
  drop constraint transfer_pending_id_fkey,
  drop constraint transfer_kind_check,
  drop constraint transfer_check1,
  add constraint transfer_kind_check check (kind between 0 and 5), -- and: 4 expire a pending, 5 reverse
  add constraint transfer_refers check ((kind in (2, 3, 4)) = (pending_id is not null) and (kind = 5) = (reverses is not null));
comment on column ledger.transfer.is_late is 'An account of it had seen a later booking time before.';

-- What was booked before this version, in any order of time.
alter table ledger.transfer disable trigger transfer_is_immutable;
with legs as (
  select seq, debit_account as account, booked_at from ledger.transfer union all select seq, credit_account, booked_at from ledger.transfer),
late as (
  select distinct seq from (
    select seq, booked_at, max(booked_at) over (partition by account order by seq rows between unbounded preceding and 1 preceding) as before from legs) l
   where booked_at < before)
update ledger.transfer t set is_late = true from late where late.seq = t.seq;
alter table ledger.transfer enable trigger transfer_is_immutable;
with newest as (
  select account, max(booked_at) as at from (
    select debit_account as account, booked_at from ledger.transfer union all select credit_account, booked_at from ledger.transfer) l group by account)
update ledger.account a set last_booked_at = newest.at from newest where newest.account = a.id;

-- By account, in chapters of 262,144 places: what is booked now goes into the few pages of the last chapter, however long the book and
-- however many its accounts, instead of into a page somewhere for each account. A reader names the account alone, or orders by
-- seq >> 18, seq: PostgreSQL skips from chapter to chapter, one look each.
drop index ledger.transfer_debit;
drop index ledger.transfer_credit;
create index transfer_debit on ledger.transfer ((seq >> 18), debit_account, seq);
create index transfer_credit on ledger.transfer ((seq >> 18), credit_account, seq);

create unique index transfer_reverses on ledger.transfer (reverses) where reverses is not null;
-- The exceptions that a balance at an instant has to take account of.
create index transfer_late_debit on ledger.transfer (debit_account, booked_at) where is_late;
create index transfer_late_credit on ledger.transfer (credit_account, booked_at) where is_late;
create index transfer_value_debit on ledger.transfer (debit_account, value_date) where value_date is not null;
create index transfer_value_credit on ledger.transfer (credit_account, value_date) where value_date is not null;
-- What was booked in a span of time, over all accounts; a few bytes for each 64 pages.
create index transfer_booked on ledger.transfer using brin (booked_at) with (pages_per_range = 64, autosummarize = on);

create table ledger.expiring (
  transfer   uuid primary key,
  expires_at timestamptz not null
);
create index expiring_soonest on ledger.expiring (expires_at);
comment on table ledger.expiring is 'Pending transfers with a timeout that have not ended.';

create table ledger.balance_history (
  account         uuid not null,
  position        bigint generated always as identity,
  transfer        uuid not null,
  booked_at       timestamptz not null,
  debits_pending  bigint not null,
  debits_posted   bigint not null,
  credits_pending bigint not null,
  credits_posted  bigint not null,
  primary key (account, position)
);
comment on table ledger.balance_history is 'The four counters of an account with the history flag after each of its transfers.';
create trigger balance_history_is_immutable before update or delete or truncate on ledger.balance_history
  for each statement execute function ledger.refuse_change();

create table ledger.closing (
  is_only        boolean primary key default true check (is_only),
  closed_through date not null default '-infinity'
);
insert into ledger.closing default values;
comment on table ledger.closing is 'The last day into which nothing books any more. Whoever moves it holds the advisory lock of the book alone.';

-- Batches hold this advisory lock together, closing a period holds it alone: no batch decides by a day that has just moved.
create function ledger.book_lock() returns bigint language sql immutable parallel safe as 'select 7236840099::bigint';

create function ledger.create_accounts(
  p_now timestamptz, p_ids uuid[], p_ledgers integer[], p_codes integer[], p_flags integer[], p_linked boolean[], p_imported timestamptz[]
) returns smallint[] language plpgsql as $$
declare
  v_count constant integer := coalesce(cardinality(p_ids), 0);
  v_result smallint[] := array_fill(0::smallint, array[v_count]);
  v_zero constant uuid := '00000000-0000-0000-0000-000000000000';
  v_chain integer := 0; v_is_broken boolean := false; v_known ledger.account%rowtype; r smallint; f integer;
begin
  if v_count > 8190 then raise exception 'a batch holds at most 8190 accounts' using errcode = 'program_limit_exceeded'; end if;
  for i in 1 .. v_count loop
    r := 0; f := p_flags[i];
    if p_linked[i] and v_chain = 0 then v_chain := i; v_is_broken := false; end if;
    if p_linked[i] and i = v_count then r := 2;
    elsif v_chain > 0 and v_is_broken then r := 1;
    elsif f & ~63 <> 0 then r := 5;
    elsif p_ids[i] is null or p_ids[i] = v_zero then r := 6;
    else
      select * into v_known from ledger.account where id = p_ids[i];
      if found then
        r := case when (v_known.flags # f) & 51 <> 0 then 15 when v_known.ledger <> p_ledgers[i] then 19 when v_known.code <> p_codes[i] then 20 else 21 end;
      elsif f & 3 = 3 then r := 8;
      elsif coalesce(p_ledgers[i], 0) <= 0 then r := 13;
      elsif coalesce(p_codes[i], 0) <= 0 then r := 14;
      elsif (f & 32 <> 0) <> (p_imported[i] is not null) then r := 24;
      elsif p_imported[i] > p_now then r := 25;
      else
        insert into ledger.account (id, ledger, code, flags, created_at)
          values (p_ids[i], p_ledgers[i], p_codes[i], f, coalesce(p_imported[i], p_now)) on conflict (id) do nothing;
        -- Somebody else has made it in this instant: what they made is compared in the next call.
        if not found then raise exception 'account % is being made elsewhere', p_ids[i] using errcode = 'serialization_failure'; end if;
      end if;
    end if;
    v_result[i] := r;
    if r <> 0 and v_chain > 0 and not v_is_broken then
      v_is_broken := true;
      delete from ledger.account where id in (select p_ids[j] from generate_series(v_chain, i - 1) j);
      for j in v_chain .. i - 1 loop v_result[j] := 1; end loop;
    end if;
    if not p_linked[i] or r = 2 then v_chain := 0; end if;
  end loop;
  return v_result;
end $$;
comment on function ledger.create_accounts is 'Creates a batch of accounts; one result code an item, those of TigerBeetle''s CreateAccountResult.';

-- From so many items on, taking turns costs a batch less than locking rows.
create function ledger.large_batch() returns integer language sql immutable parallel safe as 'select 128';

-- How transfers get into the book. Whoever books or changes accounts holds the advisory lock of the book to the end of its transaction: a
-- large batch alone, everybody else together. Alone no row has to be locked before it is written, and two batches do not meet at busy
-- accounts, where one would have to look again at all that has changed. Together rows are locked in the order of their ids, so that two cannot deadlock.
--   create_transfer    one plain transfer by itself, which a lone caller waits for
--   create_transfers   a batch: takes the lock and goes the first of the two ways that can do it
--   post_plain_batch   nothing but plain transfers, which is nearly every batch
--   book_batch         everything

-- Two updates that hold only where nothing about the transfer is special, and a row. Where anything is, all is taken back and it answers
-- false: the caller goes the way of a batch, which finds out why.
create function ledger.create_transfer(
  p_id uuid, p_debit uuid, p_credit uuid, p_amount bigint, p_ledger integer, p_code integer, p_booked timestamptz
) returns boolean language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  -- Counters and an amount up to this cannot overflow.
  v_large constant bigint := 9223372036854775807 / 4;
  v_debit_balance bigint; v_credit_balance bigint; v_seen timestamptz; v_first_seen timestamptz;
begin
  perform pg_advisory_xact_lock_shared(ledger.book_lock());
  if not coalesce(p_debit <> p_credit and p_id <> '00000000-0000-0000-0000-000000000000' and p_amount between 1 and v_large and p_code > 0, false)
     or exists (select from ledger.closing where p_booked < (closed_through + 1)::timestamp at time zone 'UTC')
     or exists (select from ledger.transfer where id = p_id) then
    return false;
  end if;
  for i in 1 .. 2 loop
    if (i = 1) = (p_debit < p_credit) then
      update ledger.account set debits_posted = debits_posted + p_amount, last_booked_at = p_booked
       where id = p_debit and ledger = p_ledger and flags & 28 = 0 and last_booked_at <= p_booked
         and greatest(debits_posted, debits_pending) <= v_large and (flags & 1 = 0 or debits_posted + debits_pending + p_amount <= credits_posted)
      returning credits_posted - debits_posted, old.last_booked_at into v_debit_balance, v_seen;
    else
      update ledger.account set credits_posted = credits_posted + p_amount, last_booked_at = p_booked
       where id = p_credit and ledger = p_ledger and flags & 28 = 0 and last_booked_at <= p_booked
         and greatest(credits_posted, credits_pending) <= v_large and (flags & 2 = 0 or credits_posted + credits_pending + p_amount <= debits_posted)
      returning credits_posted - debits_posted, old.last_booked_at into v_credit_balance, v_seen;
    end if;
    if not found then
      if i = 2 then
        update ledger.account set last_booked_at = v_first_seen,
               debits_posted = debits_posted - case when id = p_debit then p_amount else 0 end,
               credits_posted = credits_posted - case when id = p_credit then p_amount else 0 end
         where id = least(p_debit, p_credit);
      end if;
      return false;
    end if;
    v_first_seen := v_seen;
  end loop;
  insert into ledger.transfer (id, debit_account, credit_account, amount, ledger, code, kind, booked_at, debit_balance, credit_balance)
    values (p_id, p_debit, p_credit, p_amount, p_ledger, p_code, 0, p_booked, v_debit_balance, v_credit_balance);
  return true;
end $$;
comment on function ledger.create_transfer is 'Books one plain transfer by itself; false where create_transfers has to say why not.';

-- An account that somebody changed without the lock of the book is not overwritten: the batch is taken back, and may come again at once.
create function ledger.expect_written(p_written integer, p_wanted integer) returns void language plpgsql as $$
begin
  if p_written <> p_wanted then
    raise exception '% of % accounts were changed elsewhere', p_wanted - p_written, p_wanted using errcode = 'serialization_failure';
  end if;
end $$;

-- The ticket of the last large batch that had the book, 0 where it had none or was not of plain transfers. It has no lasting meaning: it
-- tells a batch that waited whether what it read meanwhile still holds.
create sequence ledger.ticket minvalue -9223372036854775808;

-- Plain transfers alone: no chain, nothing that refers to anything, ids that are new, accounts that are open, sums that cannot overflow.
-- What is left are limits and balances. Answers null where anything is otherwise and nothing was done, no element where all items stand,
-- else a result an item. The arrays are those of create_transfers. It takes the lock of the book if the batch is large.
create function ledger.post_plain_batch(
  p_accounts uuid[], p_ids uuid[], p_debits integer[], p_credits integer[], p_amounts bigint[], p_ledgers integer[], p_codes integer[],
  p_booked timestamptz[], p_is_large boolean, p_ticket bigint, p_previous bigint, p_shared integer[]
) returns smallint[] language plpgsql as $$
declare
  v_count constant integer := cardinality(p_ids);
  v_large constant bigint := 9223372036854775807 / 4;
  v_patience constant interval := '1 minute'; -- how far clocks may differ before a row is late
  v_must_wait boolean := false; v_ticket bigint; v_is_plain boolean; v_result smallint[];
  v_booked timestamptz[] := p_booked; v_late boolean[]; v_newest timestamptz;
  v_debit_balance bigint[] := array_fill(0::bigint, array[v_count]); v_credit_balance bigint[] := array_fill(0::bigint, array[v_count]);
  a_id uuid[]; a_tid tid[]; a_xmin xid[]; a_ledger integer[]; a_last timestamptz[];
  a_debits bigint[]; a_balance bigint[]; a_floor bigint[]; a_ceiling bigint[]; a_flags integer; a_largest bigint;
  d integer; c integer; n bigint; b timestamptz; x bigint; y bigint; t tid; m xid;
begin
  if not p_is_large then
    perform from unnest(p_accounts) w join ledger.account a on a.id = w order by a.id for no key update of a;
  elsif not pg_try_advisory_xact_lock(ledger.book_lock()) then
    -- Another batch is being written. What this one needs is read meanwhile, which also brings it near and cleans its pages.
    v_must_wait := true;
    select last_value into v_ticket from ledger.ticket;
  end if;
  loop
    select array_agg(a.id), array_agg(a.ctid), array_agg(a.xmin), array_agg(ledger), array_agg(last_booked_at), array_agg(debits_posted),
           array_agg(credits_posted - debits_posted), array_agg(case when flags & 1 <> 0 then debits_pending else -v_large * 4 end),
           array_agg(case when flags & 2 <> 0 then -credits_pending else v_large * 4 end), bit_or(flags),
           max(greatest(debits_posted, debits_pending, credits_posted, credits_pending))
      into a_id, a_tid, a_xmin, a_ledger, a_last, a_debits, a_balance, a_floor, a_ceiling, a_flags, a_largest
      from unnest(p_accounts) w join ledger.account a on a.id = w;
    exit when not v_must_wait;
    perform pg_advisory_xact_lock(ledger.book_lock());
    v_must_wait := false;
    if v_ticket = p_previous and v_ticket = (select last_value from ledger.ticket) then
      -- That was the batch before this one in its lane, and no other large one came between. It booked plain transfers, so all that it can
      -- have changed are balances and times of the accounts that both name. Whatever a small batch changed is found at the end.
      for d, t, m, b, x, y in
        select i, a.ctid, a.xmin, last_booked_at, debits_posted, credits_posted - debits_posted
          from unnest(p_shared) i join ledger.account a on a.id = p_accounts[i]
      loop
        a_tid[d] := t; a_xmin[d] := m; a_last[d] := b; a_debits[d] := x; a_balance[d] := y;
      end loop;
      exit;
    end if;
  end loop;
  if p_is_large then perform setval('ledger.ticket', coalesce(p_ticket, 0)); end if;
  -- Every account is there, and stands in the place by which items name it.
  if a_id is distinct from p_accounts or a_flags & 28 <> 0 or a_largest > v_large or exists (select from ledger.transfer where id = any (p_ids)) then
    return null;
  end if;
  select sum(amount) <= v_large and min(booked) >= (select (closed_through + 1)::timestamp at time zone 'UTC' from ledger.closing)
         and bool_and(coalesce(id <> '00000000-0000-0000-0000-000000000000' and debit <> credit and amount > 0 and ledger > 0 and code > 0
           and a_ledger[debit] = ledger and a_ledger[credit] = ledger, false))
    into v_is_plain
    from unnest(p_ids, p_debits, p_credits, p_amounts, p_ledgers, p_codes, p_booked) y(id, debit, credit, amount, ledger, code, booked);
  if v_is_plain is not true then return null; end if;

  for i in 1 .. v_count loop
    d := p_debits[i]; c := p_credits[i]; n := p_amounts[i];
    x := a_balance[d] - n;
    y := a_balance[c] + n;
    if x < a_floor[d] or y > a_ceiling[c] then
      if v_result is null then v_result := array_fill(0::smallint, array[v_count]); end if;
      v_result[i] := case when x < a_floor[d] then 54 else 55 end;
    else
      a_balance[d] := x; v_debit_balance[i] := x;
      a_balance[c] := y; v_credit_balance[i] := y;
      a_debits[d] := a_debits[d] + n;
      b := p_booked[i];
      if b < a_last[d] or b < a_last[c] then
        v_newest := greatest(a_last[d], a_last[c]);
        if b >= v_newest - v_patience then
          b := v_newest; v_booked[i] := b;
        else
          if v_late is null then v_late := array_fill(false, array[v_count]); end if;
          v_late[i] := true;
        end if;
      end if;
      a_last[d] := greatest(a_last[d], b);
      a_last[c] := greatest(a_last[c], b);
    end if;
  end loop;

  insert into ledger.transfer (id, debit_account, credit_account, amount, ledger, code, kind, booked_at, is_late, debit_balance, credit_balance)
    select id, p_accounts[debit], p_accounts[credit], amount, ledger, code, 0, booked, coalesce(late, false), debit_balance, credit_balance
      from unnest(p_ids, p_debits, p_credits, p_amounts, p_ledgers, p_codes, v_booked, v_late, v_debit_balance, v_credit_balance, v_result)
           y(id, debit, credit, amount, ledger, code, booked, late, debit_balance, credit_balance, result)
     where coalesce(result, 0) = 0;
  if v_result is null or 0 = any (v_result) then
    -- Accounts that only refused items name get their own values again.
    update ledger.account a set debits_posted = s.debits, credits_posted = s.debits + s.balance, last_booked_at = s.last
      from unnest(a_tid, a_xmin, a_debits, a_balance, a_last) s(tid, xmin, debits, balance, last) where a.ctid = s.tid and a.xmin = s.xmin;
    get diagnostics d = row_count;
    perform ledger.expect_written(d, cardinality(p_accounts));
  end if;
  return coalesce(v_result, '{}');
end $$;

-- Everything, by the rules of docs/ledger.md. Names: v_ are of items, x_ of what items refer to, a_ of accounts, h_ of the kept history.
create function ledger.book_batch(
  p_now timestamptz, p_accounts uuid[], p_ids uuid[], p_debits integer[], p_credits integer[], p_amounts bigint[], p_ledgers integer[],
  p_codes integer[], p_booked timestamptz[], p_first integer[], p_kinds smallint[], p_flags smallint[], p_refers uuid[], p_named integer[],
  p_leader integer[], p_timeouts integer[], p_values date[]
) returns smallint[] language plpgsql as $$
declare
  v_count constant integer := cardinality(p_ids);
  v_zero constant uuid := '00000000-0000-0000-0000-000000000000';
  v_max constant bigint := 9223372036854775807;
  v_patience constant interval := '1 minute'; -- how far clocks may differ before a row is late
  v_result smallint[] := array_fill(0::smallint, array[v_count]); v_has_refused boolean := false;
  v_debit integer[] := p_debits; v_credit integer[] := p_credits; -- positions of the accounts
  v_static smallint[];                      -- 0 fine so far, -1 not looked at, else a result
  v_exists smallint[];                      -- results against a transfer of the same id in the book
  v_winner integer[];                       -- at the first item of an id: the item of that id which stands
  v_amount bigint[] := p_amounts; v_code integer[] := p_codes; v_released bigint[];
  v_debit_balance bigint[] := array_fill(0::bigint, array[v_count]); v_credit_balance bigint[] := array_fill(0::bigint, array[v_count]);
  v_booked timestamptz[] := p_booked; v_late boolean[] := array_fill(false, array[v_count]);
  v_seen_debit timestamptz[] := array_fill(null::timestamptz, array[v_count]); v_seen_credit timestamptz[] := array_fill(null::timestamptz, array[v_count]);
  x_kind smallint[]; x_debit uuid[]; x_credit uuid[]; x_amount bigint[]; x_code integer[]; x_expires timestamptz[];
  x_ended smallint[]; x_end smallint[]; x_debit_at integer[]; x_credit_at integer[];
  a_tid tid[]; a_id uuid[]; a_ledger integer[]; a_flags integer[]; a_created timestamptz[]; a_last timestamptz[];
  a_dp bigint[]; a_d bigint[]; a_cp bigint[]; a_c bigint[];
  h_item integer[]; h_account integer[]; h_dp bigint[]; h_d bigint[]; h_cp bigint[]; h_c bigint[];
  v_wanted uuid[] := p_accounts; v_at integer[];
  v_open_from timestamptz; v_newest timestamptz; v_is_late boolean;
  v_chain integer := 0; v_is_broken boolean := false; v_written integer;
  k smallint; f smallint; r smallint; d integer; c integer; n bigint; q integer; e smallint; b timestamptz;
  t_kind smallint; t_debit integer; t_credit integer; t_amount bigint; t_code integer; t_expires timestamptz;
begin
  select (closed_through + 1)::timestamp at time zone 'UTC' into v_open_from from ledger.closing;

  -- What items refer to in the book. It never changes, so it may be read before the accounts are known, and locked.
  if p_refers is not null then
    select array_agg(t.kind order by u.i), array_agg(t.debit_account order by u.i), array_agg(t.credit_account order by u.i),
           array_agg(t.amount order by u.i), array_agg(t.code order by u.i), array_agg(t.booked_at + t.timeout * interval '1 second' order by u.i)
      into x_kind, x_debit, x_credit, x_amount, x_code, x_expires
      from unnest(p_refers) with ordinality u(id, i) left join ledger.transfer t on t.id = u.id;
    x_end := array_fill(0::smallint, array[v_count]);
    v_released := array_fill(0::bigint, array[v_count]);
    v_winner := array_fill(0, array[v_count]);
    -- The places of all accounts among those that are now wanted.
    select array_agg(distinct id order by id) into v_wanted from unnest(p_accounts || x_debit || x_credit) id where id is not null;
    select array_agg(place order by i) filter (where source = 1), array_agg(place order by i) filter (where source = 2),
           array_agg(place order by i) filter (where source = 3)
      into v_at, x_debit_at, x_credit_at
      from (select source, i, case when id is not null then dense_rank() over (order by id nulls last) end as place
              from (select 1 as source, i, id from unnest(p_accounts) with ordinality y(id, i)
                    union all select 2, i, id from unnest(x_debit) with ordinality y(id, i)
                    union all select 3, i, id from unnest(x_credit) with ordinality y(id, i)) named) placed;
    select array_agg(v_at[y.d] order by i), array_agg(v_at[y.c] order by i) into v_debit, v_credit
      from unnest(p_debits, p_credits) with ordinality y(d, c, i);
  elsif p_first is not null then
    v_winner := array_fill(0, array[v_count]);
  end if;

  select array_agg(ctid), array_agg(id), array_agg(ledger), array_agg(flags), array_agg(created_at), array_agg(last_booked_at),
         array_agg(debits_pending), array_agg(debits_posted), array_agg(credits_pending), array_agg(credits_posted)
    into a_tid, a_id, a_ledger, a_flags, a_created, a_last, a_dp, a_d, a_cp, a_c
    from (select a.ctid, a.* from unnest(v_wanted) w join ledger.account a on a.id = w order by a.id for no key update of a) locked;

  if a_id is distinct from v_wanted then
    -- Some accounts do not exist: both lists are sorted, so one walk along them finds the places.
    v_at := array_fill(null::integer, array[coalesce(cardinality(v_wanted), 0)]);
    q := 1;
    for i in 1 .. coalesce(cardinality(v_wanted), 0) loop
      if v_wanted[i] = a_id[q] then v_at[i] := q; q := q + 1; end if;
    end loop;
    select array_agg(v_at[y.d] order by i), array_agg(v_at[y.c] order by i) into v_debit, v_credit
      from unnest(v_debit, v_credit) with ordinality y(d, c, i);
    if p_refers is not null then
      select array_agg(v_at[y.d] order by i), array_agg(v_at[y.c] order by i) into x_debit_at, x_credit_at
        from unnest(x_debit_at, x_credit_at) with ordinality y(d, c, i);
    end if;
  end if;

  -- Under the locks: ids that exist, and how what is referred to has ended.
  if exists (select from ledger.transfer where id = any (p_ids)) then
    select array_agg((case
             when t.id is null then null
             when t.kind <> coalesce(p_kinds[u.i], 0) or t.flags <> coalesce(p_flags[u.i], 0) then 36
             when t.pending_id is distinct from (case when p_kinds[u.i] in (2, 3, 4) then p_refers[u.i] end) then 40
             when t.kind < 2 and p_refers[u.i] <> v_zero then 40
             when t.reverses is distinct from (case when p_kinds[u.i] = 5 then p_refers[u.i] end) then 1014
             when coalesce(t.timeout, 0) <> coalesce(p_timeouts[u.i], 0) then 44
             when t.debit_account <> p_accounts[p_debits[u.i]] or (t.kind < 2 and p_debits[u.i] is null) then 37
             when t.credit_account <> p_accounts[p_credits[u.i]] or (t.kind < 2 and p_credits[u.i] is null) then 38
             when t.kind < 2 and p_amounts[u.i] is null then 39
             when t.flags & 48 = 0 and t.amount <> p_amounts[u.i] or t.amount > p_amounts[u.i] then 39
             when t.ledger <> p_ledgers[u.i] or (t.kind < 2 and p_ledgers[u.i] is null) then 67
             when t.code <> p_codes[u.i] or (t.kind < 2 and p_codes[u.i] is null) then 45
             when coalesce(t.value_date, (t.booked_at at time zone 'UTC')::date) <> p_values[u.i] then 1013
             else 46 end)::smallint order by u.i)
      into v_exists
      from unnest(p_ids) with ordinality u(id, i) left join ledger.transfer t on t.id = u.id;
  end if;
  if p_refers is not null then
    select array_agg(coalesce(p.kind, v.kind) order by u.i) into x_ended
      from unnest(p_refers) with ordinality u(id, i)
      left join ledger.transfer p on p.pending_id = u.id
      left join ledger.transfer v on v.reverses = u.id;
  end if;

  -- Everything that can be said of an item by itself and its accounts.
  select array_agg((case
           when flags & ~305 <> 0 then 4
           when id is null or id = v_zero then 5
           when kind > 1 then -1
           when asked_debit is null or p_accounts[asked_debit] = v_zero then 8
           when asked_credit is null or p_accounts[asked_credit] = v_zero then 10
           when asked_debit = asked_credit then 12
           when refers <> v_zero then 13
           when timeout <> 0 and coalesce(kind, 0) = 0 then 17
           when amount is null or amount <= 0 then 18
           when ledger is null or ledger <= 0 then 19
           when code is null or code <= 0 then 20
           when debit is null then 21
           when credit is null then 22
           when a_ledger[debit] <> a_ledger[credit] then 23
           when a_ledger[debit] <> ledger then 24
           when flags & 256 <> 0 and booked > p_now then 59
           when flags & 256 <> 0 and booked < a_created[debit] then 61
           when flags & 256 <> 0 and booked < a_created[credit] then 62
           when flags & 256 <> 0 and timeout <> 0 then 63
           when timeout < 0 then 53
           when a_flags[debit] & 8 <> 0 then 65
           when a_flags[credit] & 8 <> 0 then 66
           when a_flags[debit] & 4 <> 0 then 1001
           when a_flags[credit] & 4 <> 0 then 1002
           else -1 end)::smallint order by i)
    into v_static
    from unnest(p_ids, p_debits, p_credits, v_debit, v_credit, p_amounts, p_ledgers, p_codes, p_booked, p_kinds, p_flags, p_refers, p_timeouts)
         with ordinality y(id, asked_debit, asked_credit, debit, credit, amount, ledger, code, booked, kind, flags, refers, timeout, i);

  for i in 1 .. v_count loop
    r := v_static[i]; d := v_debit[i]; c := v_credit[i]; n := p_amounts[i];
    k := coalesce(p_kinds[i], 0); f := coalesce(p_flags[i], 0); b := p_booked[i];
    q := case when p_first is not null then v_winner[p_first[i]] else 0 end;
    if f & 1 <> 0 and v_chain = 0 then v_chain := i; v_is_broken := false; end if;
    if f & 1 <> 0 and i = v_count then r := 2;
    elsif v_chain > 0 and v_is_broken then r := 1;
    elsif r in (4, 5) then null;
    elsif v_exists is not null and v_exists[i] is not null then r := v_exists[i];
    elsif q > 0 then
      r := case
        when coalesce(p_kinds[q], 0) <> k or coalesce(p_flags[q], 0) <> f then 36
        when k in (2, 3, 4) and p_refers[q] is distinct from p_refers[i] then 40
        when k < 2 and p_refers[i] <> v_zero then 40
        when k = 5 and p_refers[q] is distinct from p_refers[i] then 1014
        when coalesce(p_timeouts[q], 0) <> coalesce(p_timeouts[i], 0) then 44
        when p_accounts[p_debits[i]] <> a_id[v_debit[q]] or (k < 2 and p_debits[i] is null) then 37
        when p_accounts[p_credits[i]] <> a_id[v_credit[q]] or (k < 2 and p_credits[i] is null) then 38
        when k < 2 and n is null then 39
        when f & 48 = 0 and v_amount[q] <> n or v_amount[q] > n then 39
        when a_ledger[v_debit[q]] <> p_ledgers[i] or (k < 2 and p_ledgers[i] is null) then 67
        when v_code[q] <> p_codes[i] or (k < 2 and p_codes[i] is null) then 45
        when coalesce(p_values[q], (v_booked[q] at time zone 'UTC')::date) <> p_values[i] then 1013
        else 46 end;
    elsif r > 0 then null;
    else
      r := 0;
      if k > 1 then
        -- What it refers to: in the book, or the item of this batch that stands under that id.
        q := 0; e := 0; t_kind := x_kind[i];
        if t_kind is not null then
          t_debit := x_debit_at[i]; t_credit := x_credit_at[i]; t_amount := x_amount[i]; t_code := x_code[i]; t_expires := x_expires[i];
          e := coalesce(x_ended[i], 0);
        elsif p_named[i] is not null then
          q := v_winner[p_named[i]];
          if q > 0 then
            t_kind := p_kinds[q]; t_debit := v_debit[q]; t_credit := v_credit[q]; t_amount := v_amount[q]; t_code := v_code[q];
            t_expires := v_booked[q] + nullif(p_timeouts[q], 0) * interval '1 second';
            t_kind := coalesce(t_kind, 0);
          end if;
        end if;
        if e = 0 and p_refers[i] is not null then e := x_end[p_leader[i]]; end if;
      end if;
      -- Along an account booking times do not run backward: small differences between clocks are leveled, an older row is late.
      v_newest := greatest(a_last[case when k > 1 then t_debit else d end], a_last[case when k > 1 then t_credit else c end]);
      v_is_late := false;
      if b < v_newest then
        if f & 256 = 0 and b >= v_newest - v_patience then b := v_newest; else v_is_late := true; end if;
      end if;
      if k in (2, 3, 4) then
        n := coalesce(n, t_amount);
        if f & 48 <> 0 then r := 7;
        elsif p_refers[i] is null or p_refers[i] = v_zero then r := 14;
        elsif p_refers[i] = p_ids[i] then r := 16;
        elsif p_timeouts[i] <> 0 then r := 17;
        elsif t_kind is null then r := 25;
        elsif t_kind <> 1 then r := 26;
        elsif p_accounts[p_debits[i]] <> a_id[t_debit] then r := 27;
        elsif p_accounts[p_credits[i]] <> a_id[t_credit] then r := 28;
        elsif p_ledgers[i] <> a_ledger[t_debit] then r := 29;
        elsif p_codes[i] <> t_code then r := 30;
        elsif n <= 0 then r := 18;
        elsif n > t_amount then r := 31;
        elsif k <> 2 and n <> t_amount then r := 32;
        elsif e = 2 then r := 33;
        elsif e = 3 then r := 34;
        elsif e = 4 or (k < 4 and b >= t_expires) then r := 35;
        elsif k = 4 and (t_expires is null or b < t_expires) then r := 1012;
        elsif f & 256 <> 0 and b > p_now then r := 59;
        elsif k = 2 and a_flags[t_debit] & 4 <> 0 then r := 1001;
        elsif k = 2 and a_flags[t_credit] & 4 <> 0 then r := 1002;
        elsif b < v_open_from then r := 1003;
        else
          d := t_debit; c := t_credit;
          a_dp[d] := a_dp[d] - t_amount;
          a_cp[c] := a_cp[c] - t_amount;
          if k = 2 then a_d[d] := a_d[d] + n; a_c[c] := a_c[c] + n; end if;
          v_debit[i] := d; v_credit[i] := c; v_amount[i] := n; v_code[i] := t_code; v_released[i] := t_amount;
          x_end[p_leader[i]] := k;
        end if;
      else
        if k = 5 then
          if f & 48 <> 0 then r := 7;
          elsif p_refers[i] is null or p_refers[i] = v_zero then r := 1015;
          elsif p_refers[i] = p_ids[i] then r := 1016;
          elsif p_timeouts[i] <> 0 then r := 17;
          elsif t_kind is null then r := 1004;
          elsif t_kind not in (0, 2) then r := 1005;
          elsif p_accounts[p_debits[i]] <> a_id[t_credit] then r := 1007;
          elsif p_accounts[p_credits[i]] <> a_id[t_debit] then r := 1008;
          elsif n <> t_amount then r := 1009;
          elsif p_ledgers[i] <> a_ledger[t_debit] then r := 1010;
          elsif p_codes[i] <= 0 then r := 20;
          elsif e <> 0 then r := 1006;
          elsif f & 256 <> 0 and b > p_now then r := 59;
          elsif f & 256 <> 0 and b < a_created[t_credit] then r := 61;
          elsif f & 256 <> 0 and b < a_created[t_debit] then r := 62;
          elsif a_flags[t_credit] & 8 <> 0 then r := 65;
          elsif a_flags[t_debit] & 8 <> 0 then r := 66;
          elsif a_flags[t_credit] & 4 <> 0 then r := 1001;
          elsif a_flags[t_debit] & 4 <> 0 then r := 1002;
          elsif b < v_open_from then r := 1003;
          else
            d := t_credit; c := t_debit; n := t_amount;
            v_debit[i] := d; v_credit[i] := c; v_code[i] := coalesce(p_codes[i], t_code);
          end if;
        else
          if b < v_open_from then r := 1003; end if;
          if r = 0 and f & 16 <> 0 then
            n := least(n, a_c[d] - a_d[d] - a_dp[d]);
            if n <= 0 then r := 54; end if;
          end if;
          if r = 0 and f & 32 <> 0 then
            n := least(n, a_d[c] - a_c[c] - a_cp[c]);
            if n <= 0 then r := 55; end if;
          end if;
        end if;
        if r = 0 then
          if k = 1 and a_dp[d] > v_max - n then r := 47;
          elsif k = 1 and a_cp[c] > v_max - n then r := 48;
          elsif k <> 1 and a_d[d] > v_max - n then r := 49;
          elsif k <> 1 and a_c[c] > v_max - n then r := 50;
          elsif a_d[d] + a_dp[d] > v_max - n then r := 51;
          elsif a_c[c] + a_cp[c] > v_max - n then r := 52;
          elsif a_flags[d] & 1 <> 0 and a_d[d] + a_dp[d] + n > a_c[d] then r := 54;
          elsif a_flags[c] & 2 <> 0 and a_c[c] + a_cp[c] + n > a_d[c] then r := 55;
          elsif k = 1 then a_dp[d] := a_dp[d] + n; a_cp[c] := a_cp[c] + n; v_amount[i] := n;
          else
            a_d[d] := a_d[d] + n; a_c[c] := a_c[c] + n; v_amount[i] := n;
            if k = 5 then x_end[p_leader[i]] := 5; end if;
          end if;
        end if;
      end if;
    end if;

    if r = 0 then
      v_debit_balance[i] := a_c[d] - a_d[d];
      v_credit_balance[i] := a_c[c] - a_d[c];
      v_booked[i] := b; v_late[i] := v_is_late;
      v_seen_debit[i] := a_last[d]; v_seen_credit[i] := a_last[c];
      a_last[d] := greatest(a_last[d], b); a_last[c] := greatest(a_last[c], b);
      if p_first is not null then v_winner[p_first[i]] := i; end if;
      if a_flags[d] & 16 <> 0 then
        h_item := h_item || i; h_account := h_account || d; h_dp := h_dp || a_dp[d]; h_d := h_d || a_d[d]; h_cp := h_cp || a_cp[d]; h_c := h_c || a_c[d];
      end if;
      if a_flags[c] & 16 <> 0 then
        h_item := h_item || i; h_account := h_account || c; h_dp := h_dp || a_dp[c]; h_d := h_d || a_d[c]; h_cp := h_cp || a_cp[c]; h_c := h_c || a_c[c];
      end if;
    else
      v_result[i] := r; v_has_refused := true;
      if v_chain > 0 and not v_is_broken then
        -- The chain breaks here: what it has done so far is taken back.
        v_is_broken := true;
        for j in reverse i - 1 .. v_chain loop
          k := coalesce(p_kinds[j], 0); d := v_debit[j]; c := v_credit[j]; n := v_amount[j];
          if k in (0, 2, 5) then a_d[d] := a_d[d] - n; a_c[c] := a_c[c] - n; end if;
          if k = 1 then a_dp[d] := a_dp[d] - n; a_cp[c] := a_cp[c] - n; end if;
          if k in (2, 3, 4) then a_dp[d] := a_dp[d] + v_released[j]; a_cp[c] := a_cp[c] + v_released[j]; end if;
          a_last[d] := v_seen_debit[j]; a_last[c] := v_seen_credit[j];
          if k > 1 then x_end[p_leader[j]] := 0; end if;
          if p_first is not null then v_winner[p_first[j]] := 0; end if;
          v_result[j] := 1;
        end loop;
      end if;
    end if;
    if f & 1 = 0 or r = 2 then v_chain := 0; end if;
  end loop;

  insert into ledger.transfer (id, debit_account, credit_account, amount, ledger, code, kind, flags, pending_id, reverses, timeout, booked_at,
                               value_date, is_late, debit_balance, credit_balance)
    select id, a_id[debit], a_id[credit], amount, a_ledger[debit], code, coalesce(kind, 0), coalesce(flags, 0),
           case when kind in (2, 3, 4) then refers end, case when kind = 5 then refers end, nullif(timeout, 0), booked,
           nullif(value, (booked at time zone 'UTC')::date), late, debit_balance, credit_balance
      from unnest(p_ids, v_debit, v_credit, v_amount, v_code, p_kinds, p_flags, p_refers, p_timeouts, v_booked, p_values, v_late, v_debit_balance,
                  v_credit_balance, v_result)
           y(id, debit, credit, amount, code, kind, flags, refers, timeout, booked, value, late, debit_balance, credit_balance, result)
     where result = 0;
  if p_timeouts is not null then
    insert into ledger.expiring (transfer, expires_at)
      select id, booked + timeout * interval '1 second'
        from unnest(p_ids, v_booked, p_timeouts, v_result) y(id, booked, timeout, result) where result = 0 and timeout > 0;
  end if;
  if p_refers is not null then
    delete from ledger.expiring where transfer = any (p_refers) and exists (select from ledger.transfer t where t.pending_id = transfer);
  end if;
  if h_item is not null then
    insert into ledger.balance_history (account, transfer, booked_at, debits_pending, debits_posted, credits_pending, credits_posted)
      select a_id[account], p_ids[item], v_booked[item], dp, d_, cp, c_
        from unnest(h_item, h_account, h_dp, h_d, h_cp, h_c) y(item, account, dp, d_, cp, c_) where v_result[item] = 0;
  end if;

  if 0 = any (v_result) then
    -- Accounts that only refused items name get their own values again.
    update ledger.account a
       set debits_pending = s.dp, debits_posted = s.d, credits_pending = s.cp, credits_posted = s.c, last_booked_at = s.last
      from unnest(a_tid, a_dp, a_d, a_cp, a_c, a_last) s(tid, dp, d, cp, c, last) where a.ctid = s.tid;
    get diagnostics v_written = row_count;
    perform ledger.expect_written(v_written, cardinality(a_id));
  end if;
  return case when v_has_refused then v_result end;
end $$;

-- The caller names each account once, sorted (p_accounts), and says by its place there what an item debits and credits; p_first is the
-- first item of the same id, p_named the first item of the id that an item refers to, p_leader the first item that refers to the same.
-- An array that is null says that no item has such a thing. A lane may number its batches by tickets, which nobody else uses: p_ticket is that
-- of this batch, p_previous that of the one before it, p_shared the places of accounts which both name.
create function ledger.create_transfers(
  p_now timestamptz, p_accounts uuid[], p_ids uuid[], p_debits integer[], p_credits integer[], p_amounts bigint[], p_ledgers integer[],
  p_codes integer[], p_booked timestamptz[], p_first integer[], p_kinds smallint[], p_flags smallint[], p_refers uuid[], p_named integer[],
  p_leader integer[], p_timeouts integer[], p_values date[], p_ticket bigint, p_previous bigint, p_shared integer[]
) returns smallint[] language plpgsql
-- The plans depend on no value: planned once a connection. With each call's arrays they would be planned anew, which takes longer than the work.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  v_count constant integer := coalesce(cardinality(p_ids), 0);
  v_is_large constant boolean := v_count >= ledger.large_batch();
  v_result smallint[];
begin
  if v_count = 0 then return null; end if;
  if v_count > 8190 then raise exception 'a batch holds at most 8190 transfers' using errcode = 'program_limit_exceeded'; end if;
  if not v_is_large then perform pg_advisory_xact_lock_shared(ledger.book_lock()); end if;
  if coalesce(p_first, p_named, p_leader, p_timeouts) is null and coalesce(p_kinds, p_flags) is null and p_refers is null and p_values is null then
    v_result := ledger.post_plain_batch(p_accounts, p_ids, p_debits, p_credits, p_amounts, p_ledgers, p_codes, p_booked, v_is_large, p_ticket, p_previous, p_shared);
    if v_result is not null then return nullif(v_result, '{}'); end if;
  elsif v_is_large then
    perform pg_advisory_xact_lock(ledger.book_lock());
    perform setval('ledger.ticket', 0);
  end if;
  return ledger.book_batch(p_now, p_accounts, p_ids, p_debits, p_credits, p_amounts, p_ledgers, p_codes, p_booked, p_first, p_kinds, p_flags,
                           p_refers, p_named, p_leader, p_timeouts, p_values);
end $$;
comment on function ledger.create_transfers(timestamptz, uuid[], uuid[], integer[], integer[], bigint[], integer[], integer[], timestamptz[], integer[], smallint[], smallint[], uuid[], integer[], integer[], integer[], date[], bigint, bigint, integer[])
  is 'Creates a batch of transfers by docs/ledger.md; one result code an item, or null where all stand.';

-- The function of the version before, for servers of that version that are still running beside this one.
create or replace function ledger.create_transfers(
  p_ids uuid[], p_debits uuid[], p_credits uuid[], p_amounts bigint[], p_ledgers integer[], p_codes integer[],
  p_kinds smallint[], p_pendings uuid[], p_booked timestamptz[]
) returns smallint[] language plpgsql as $$
declare
  v_accounts uuid[]; v_debit integer[]; v_credit integer[]; v_first integer[]; v_named integer[]; v_leader integer[];
  v_has_pendings constant boolean := exists (select from unnest(p_pendings) id where id is not null);
begin
  select array_agg(distinct id order by id) into v_accounts from unnest(p_debits || p_credits) id where id is not null;
  select array_agg(d.i order by u.i), array_agg(c.i order by u.i) into v_debit, v_credit
    from unnest(p_debits, p_credits) with ordinality u(debit, credit, i)
    left join unnest(v_accounts) with ordinality d(id, i) on d.id = u.debit
    left join unnest(v_accounts) with ordinality c(id, i) on c.id = u.credit;
  select array_agg(first order by i), array_agg(leader order by i) into v_first, v_leader
    from (select i, min(i) over (partition by id) as first, min(i) over (partition by pending) as leader
            from unnest(p_ids, p_pendings) with ordinality y(id, pending, i)) s;
  select array_agg((select min(y.i) from unnest(p_ids) with ordinality y(id, i) where y.id = u.id) order by u.i) into v_named
    from unnest(p_pendings) with ordinality u(id, i);
  return coalesce(
    ledger.create_transfers(null, v_accounts, p_ids, v_debit, v_credit, p_amounts, p_ledgers, p_codes, p_booked, v_first, p_kinds, null,
      case when v_has_pendings then p_pendings end, v_named, v_leader, null, null, null, null, null),
    array_fill(0::smallint, array[coalesce(cardinality(p_ids), 0)]));
end $$;
