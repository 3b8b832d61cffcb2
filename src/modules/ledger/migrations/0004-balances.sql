-- Reading the book: balances at an instant by a few index look-ups, and the chart of accounts.

-- The last transfer of an account that is in the order of time and was booked by an instant, with the balance after it. Such
-- transfers have booking times that only grow with their place, and no transfer before one was booked after it. So the place is
-- guessed from the time, as one opens a dictionary, and every third time halved, which bounds the guesses by the logarithm whatever
-- the times are like. No index by booking time has to be kept. Places are looked up by chapter, as their index has them. Each late transfer is passed over a few times at most.
create function ledger.marker_at(p_account uuid, p_at timestamptz, out seq bigint, out balance bigint)
language plpgsql stable parallel safe as $$
declare
  v_low bigint := 0; v_low_at timestamptz;   -- everything in order of time up to here was booked by the instant
  v_high bigint; v_high_at timestamptz;      -- everything in order of time beyond here was booked later, at this time or after it
  v_place bigint; v_guesses integer := 0;
  d_seq bigint; d_at timestamptz; d_balance bigint; c_seq bigint; c_at timestamptz; c_balance bigint;
begin
  seq := 0; balance := 0;
  select greatest((select t.seq from ledger.transfer t where t.debit_account = p_account order by t.seq >> 18 desc, t.seq desc limit 1),
                  (select t.seq from ledger.transfer t where t.credit_account = p_account order by t.seq >> 18 desc, t.seq desc limit 1)) into v_high;
  v_place := v_high; -- The first guess is the end: most ask about now.
  while v_low < v_high loop
    -- The neighbor at the place or before it.
    select t.seq, t.booked_at, t.debit_balance into d_seq, d_at, d_balance from ledger.transfer t
     where t.debit_account = p_account and t.seq > v_low and t.seq <= v_place and not t.is_late
       and t.seq >> 18 between v_low >> 18 and v_place >> 18 order by t.seq >> 18 desc, t.seq desc limit 1;
    select t.seq, t.booked_at, t.credit_balance into c_seq, c_at, c_balance from ledger.transfer t
     where t.credit_account = p_account and t.seq > coalesce(d_seq, v_low) and t.seq <= v_place and not t.is_late
       and t.seq >> 18 between v_low >> 18 and v_place >> 18 order by t.seq >> 18 desc, t.seq desc limit 1;
    if c_seq is not null then d_seq := c_seq; d_at := c_at; d_balance := c_balance; end if;
    if d_at > p_at then
      v_high := d_seq - 1; v_high_at := d_at;
    else
      if d_seq is not null then seq := d_seq; balance := d_balance; v_low_at := d_at; end if;
      -- The neighbor after the place: where it was booked later, or there is none, the marker is found.
      select t.seq, t.booked_at, t.debit_balance into d_seq, d_at, d_balance from ledger.transfer t
       where t.debit_account = p_account and t.seq > v_place and t.seq <= v_high and not t.is_late
         and t.seq >> 18 between v_place >> 18 and v_high >> 18 order by t.seq >> 18, t.seq limit 1;
      select t.seq, t.booked_at, t.credit_balance into c_seq, c_at, c_balance from ledger.transfer t
       where t.credit_account = p_account and t.seq > v_place and t.seq <= coalesce(d_seq, v_high) and not t.is_late
         and t.seq >> 18 between v_place >> 18 and v_high >> 18 order by t.seq >> 18, t.seq limit 1;
      if c_seq is not null then d_seq := c_seq; d_at := c_at; d_balance := c_balance; end if;
      if d_seq is null or d_at > p_at then return; end if;
      seq := d_seq; balance := d_balance; v_low := d_seq; v_low_at := d_at;
    end if;
    -- The second guess is the beginning; from there on both ends are known.
    v_guesses := v_guesses + 1;
    v_place := case
      when v_low_at is null then v_low
      when v_guesses % 3 = 0 then v_low + (v_high - v_low) / 2
      else v_low + floor((v_high - v_low) * (date_part('epoch', p_at - v_low_at) / date_part('epoch', v_high_at - v_low_at)))::bigint end;
  end loop;
end $$;
comment on function ledger.marker_at is 'The last transfer of an account in the order of time that was booked by an instant; place 0 where there is none.';

-- What moved into an account, less what moved out, by transfers that were booked by an instant but written after a place out of order.
create function ledger.late_by(p_account uuid, p_at timestamptz, p_seq bigint) returns numeric language sql stable parallel safe as $$
  select coalesce((select sum(amount) from ledger.transfer
                    where credit_account = p_account and is_late and booked_at <= p_at and seq > p_seq and kind in (0, 2, 5)), 0)
       - coalesce((select sum(amount) from ledger.transfer
                    where debit_account = p_account and is_late and booked_at <= p_at and seq > p_seq and kind in (0, 2, 5)), 0)
$$;

create function ledger.balance_at(p_account uuid, p_at timestamptz) returns numeric language sql stable parallel safe as $$
  select m.balance + ledger.late_by(p_account, p_at, m.seq) from ledger.marker_at(p_account, p_at) m
$$;
comment on function ledger.balance_at is 'Credits posted less debits posted of everything booked by an instant, the instant included.';

-- What was booked by the end of the day, with what was booked later but has its value by then, without what has its value later.
create function ledger.balance_on(p_account uuid, p_day date) returns numeric language plpgsql stable parallel safe as $$
declare
  v_end constant timestamptz := (p_day + 1)::timestamp at time zone 'UTC' - interval '1 microsecond';
  v_in numeric; v_out numeric;
begin
  select sum(case when value_date <= p_day then amount else -amount end) into v_in from ledger.transfer
   where credit_account = p_account and value_date is not null and (value_date <= p_day) = (booked_at > v_end) and kind in (0, 2, 5);
  select sum(case when value_date <= p_day then amount else -amount end) into v_out from ledger.transfer
   where debit_account = p_account and value_date is not null and (value_date <= p_day) = (booked_at > v_end) and kind in (0, 2, 5);
  return ledger.balance_at(p_account, v_end) + coalesce(v_in, 0) - coalesce(v_out, 0);
end $$;
comment on function ledger.balance_on is 'Credits posted less debits posted of everything whose value date has come by the end of a day.';

-- The same halving over the history of an account, and what late transfers did to each counter after the marker.
create function ledger.counters_at(
  p_account uuid, p_at timestamptz,
  out debits_pending numeric, out debits_posted numeric, out credits_pending numeric, out credits_posted numeric
) language plpgsql stable parallel safe as $$
declare
  v_low bigint := 0; v_high bigint; v_middle bigint; v_seq bigint := 0; v_found record; v_late record;
begin
  debits_pending := 0; debits_posted := 0; credits_pending := 0; credits_posted := 0;
  select h.position into v_high from ledger.balance_history h where h.account = p_account order by h.position desc limit 1;
  v_middle := v_high;
  while v_low < v_high loop
    select h.*, t.seq into v_found from ledger.balance_history h join ledger.transfer t on t.id = h.transfer
     where h.account = p_account and h.position > v_low and h.position <= v_middle and not t.is_late order by h.position desc limit 1;
    if v_found.position is null then v_low := v_middle;
    elsif v_found.booked_at <= p_at then
      v_seq := v_found.seq; v_low := v_middle;
      debits_pending := v_found.debits_pending; debits_posted := v_found.debits_posted;
      credits_pending := v_found.credits_pending; credits_posted := v_found.credits_posted;
    else v_high := v_found.position - 1;
    end if;
    v_middle := v_low + (v_high - v_low + 1) / 2;
  end loop;
  for v_late in
    select l.is_debit, sum(case when l.kind in (0, 2, 5) then l.amount else 0 end) as posted,
           sum(case when l.kind = 1 then l.amount when l.kind in (2, 3, 4) then -p.amount else 0 end) as pending
      from (select true as is_debit, t.* from ledger.transfer t where t.debit_account = p_account and t.is_late and t.booked_at <= p_at and t.seq > v_seq
            union all
            select false, t.* from ledger.transfer t where t.credit_account = p_account and t.is_late and t.booked_at <= p_at and t.seq > v_seq) l
      left join ledger.transfer p on p.id = l.pending_id group by l.is_debit
  loop
    if v_late.is_debit then
      debits_posted := debits_posted + v_late.posted; debits_pending := debits_pending + v_late.pending;
    else
      credits_posted := credits_posted + v_late.posted; credits_pending := credits_pending + v_late.pending;
    end if;
  end loop;
end $$;
comment on function ledger.counters_at is 'The four counters of an account with the history flag after everything booked by an instant.';

-- For the trial balance by value date; only what has a value date of its own is in it.
create index transfer_value on ledger.transfer (value_date) where value_date is not null;

-- The chart of accounts. A control code has no accounts: its balance is that of the codes under it, which are of its class.
create table ledger.chart (
  code         integer primary key check (code between 1 and 999999),
  key          text not null unique check (key ~ '^[a-z]+(-[a-z]+)*$' and length(key) <= 40),
  name         text not null check (length(name) between 1 and 80),
  class        text not null check (class in ('asset', 'liability', 'equity', 'income', 'expense')),
  normal_side  text not null check (normal_side in ('debit', 'credit')),
  is_control   boolean not null default false,
  control      integer check (control <> code),
  under_control boolean not null generated always as (true) stored,
  unique (code, class, is_control),
  foreign key (control, class, under_control) references ledger.chart (code, class, is_control)
);
comment on table ledger.chart is 'What codes of accounts stand for. Screens translate a name by its key.';
insert into ledger.chart (code, key, name, class, normal_side, is_control, control) values
  (1000, 'cash-and-balances', 'Cash and balances', 'asset', 'debit', true, null),
  (1010, 'cash', 'Cash', 'asset', 'debit', false, 1000),
  (1500, 'positions', 'Positions in currencies', 'asset', 'debit', true, null),
  (1510, 'exchange', 'Exchange of currencies', 'asset', 'debit', false, 1500),
  (2000, 'customer-deposits', 'Customer deposits', 'liability', 'credit', true, null),
  (2010, 'current', 'Current accounts', 'liability', 'credit', false, 2000),
  (2020, 'savings', 'Savings accounts', 'liability', 'credit', false, 2000),
  (3000, 'equity', 'Equity', 'equity', 'credit', true, null),
  (3010, 'opening', 'Opening balances', 'equity', 'credit', false, 3000),
  (4000, 'income', 'Income', 'income', 'credit', true, null),
  (4010, 'fees', 'Fees', 'income', 'credit', false, 4000),
  (4020, 'interest-received', 'Interest received', 'income', 'credit', false, 4000),
  (5000, 'expenses', 'Expenses', 'expense', 'debit', true, null),
  (5010, 'interest-paid', 'Interest paid', 'expense', 'debit', false, 5000);
