-- What the bank has advanced to payers while their disputes are decided.
insert into ledger.chart (code, key, name, class, normal_side, is_control, control) values
  (1600, 'claims', 'Claims', 'asset', 'debit', true, null),
  (1610, 'disputes', 'Advanced for disputes', 'asset', 'debit', false, 1600);
