-- Where else checkpoints are held: at places that the bank sends them to, and by witnesses who signed them.
create table audit.anchor (
  id       bigint generated always as identity primary key,
  place    text not null check (length(place) between 6 and 500),
  size     bigint not null check (size > 0),
  at       timestamptz not null,
  note     text not null,
  evidence bytea not null check (octet_length(evidence) <= 65536),
  unique (place, size)
);
comment on table audit.anchor is 'Checkpoints that were put elsewhere, as they were then, with what the place answered: a time stamp, the hash of a transaction.';

create table audit.cosignature (
  size    bigint not null check (size > 0),
  witness text not null check (length(witness) between 1 and 3000),
  at      timestamptz not null,
  line    text not null check (line like '— %' and length(line) < 5000),
  primary key (witness, size)
);
comment on table audit.cosignature is 'What witnesses signed: the line that goes below the checkpoint of this size. `witness` is the key, as it is published.';
create index cosignature_size on audit.cosignature (size);

-- Found by the time that they were signed: what was known on a day, and which of them are kept.
create index checkpoint_at on audit.checkpoint (at);
