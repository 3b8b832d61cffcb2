alter table identity.session add column failed_proofs smallint not null default 0 check (failed_proofs >= 0);
comment on column identity.session.failed_proofs is 'Codes, PINs and passwords that were wrong in this session since the last one that was right.';
