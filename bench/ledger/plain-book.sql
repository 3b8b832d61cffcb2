-- The book of the designs that the lane is compared with: the same columns, checks and indexes as the ledger's own, without its
-- foreign keys and triggers, which these designs have no need to pay for.
create schema plain;
create table plain.account (like ledger.account including all)
  with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.2);
create table plain.transfer (like ledger.transfer including all);

-- One transfer in one call. Accounts are changed in the order of their ids, so that two calls cannot deadlock; each change
-- checks its limit and answers the balance, so that an account costs one statement. Codes as in the ledger's own function.
-- Two calls with one id at the same instant: the later one fails on the primary key and may ask again.
create function plain.post(
  p_id uuid, p_debit uuid, p_credit uuid, p_amount bigint, p_ledger integer, p_code integer, p_booked timestamptz
) returns smallint language plpgsql as $$
declare
  v_debit_balance bigint; v_credit_balance bigint; t record;
begin
  select debit_account, credit_account, amount, ledger, code into t from plain.transfer where id = p_id;
  if found then
    return case when t.debit_account <> p_debit then 37 when t.credit_account <> p_credit then 38 when t.amount <> p_amount then 39
                when t.ledger <> p_ledger then 67 when t.code <> p_code then 45 else 46 end;
  end if;
  if p_credit < p_debit then
    update plain.account set credits_posted = credits_posted + p_amount
     where id = p_credit and ledger = p_ledger and flags & 4 = 0
       and (flags & 2 = 0 or credits_posted + credits_pending + p_amount <= debits_posted)
    returning credits_posted - debits_posted into v_credit_balance;
    if not found then return 55; end if;
  end if;
  update plain.account set debits_posted = debits_posted + p_amount
   where id = p_debit and ledger = p_ledger and flags & 4 = 0
     and (flags & 1 = 0 or debits_posted + debits_pending + p_amount <= credits_posted)
  returning credits_posted - debits_posted into v_debit_balance;
  if not found then
    if p_credit < p_debit then
      update plain.account set credits_posted = credits_posted - p_amount where id = p_credit;
    end if;
    return 54;
  end if;
  if p_debit < p_credit then
    update plain.account set credits_posted = credits_posted + p_amount
     where id = p_credit and ledger = p_ledger and flags & 4 = 0
       and (flags & 2 = 0 or credits_posted + credits_pending + p_amount <= debits_posted)
    returning credits_posted - debits_posted into v_credit_balance;
    if not found then
      update plain.account set debits_posted = debits_posted - p_amount where id = p_debit;
      return 55;
    end if;
  end if;
  insert into plain.transfer (id, debit_account, credit_account, amount, ledger, code, kind, booked_at, debit_balance, credit_balance)
    values (p_id, p_debit, p_credit, p_amount, p_ledger, p_code, 0, p_booked, v_debit_balance, v_credit_balance);
  return 0;
end $$;

-- The same accounts with the same money.
insert into plain.account select * from ledger.account;
insert into plain.transfer overriding system value select * from ledger.transfer order by seq;
select setval(pg_get_serial_sequence('plain.transfer', 'seq'), (select max(seq) from plain.transfer));
drop schema ledger cascade;
