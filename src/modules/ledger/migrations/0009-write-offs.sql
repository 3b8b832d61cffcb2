-- What the bank has lost and no longer expects from anybody, under its expenses.
insert into ledger.chart (code, key, name, class, normal_side, is_control, control) values
  (5020, 'write-offs', 'Written off', 'expense', 'debit', false, 5000);
