-- Where payments to and from other banks stand: on their way, and with the correspondent bank that carries them out.
insert into ledger.chart (code, key, name, class, normal_side, is_control, control) values
  (1020, 'correspondent', 'Correspondent banks', 'asset', 'debit', false, 1000),
  (2500, 'on-the-way', 'On the way', 'liability', 'credit', true, null),
  (2510, 'abroad', 'Payments abroad', 'liability', 'credit', false, 2500);
