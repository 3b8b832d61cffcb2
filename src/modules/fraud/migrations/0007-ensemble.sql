alter table fraud.decision
  add column oddness double precision,
  add column residual double precision,
  add constraint decision_beyond_features check ((oddness is null) = (residual is null));

comment on column fraud.decision.oddness is
  'What the scores without labels added to the log-odds; null where the model has none, or nothing was explained.';
comment on column fraud.decision.residual is
  'What of the log-odds no feature accounts for, since networks are explained by looking in places only.';
