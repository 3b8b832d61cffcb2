-- The log: what was done, as hashes that are appended in the transaction that does it, and the tree, the tiles and the checkpoints
-- that one sequencer makes of them.
create schema audit;

create table audit.sheaf (
  id          bigint generated always as identity primary key,
  kind        text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  first_ref   bigint,                    -- of rows that their own table keeps: the lowest and the highest place there
  last_ref    bigint,
  commitments bytea not null check (octet_length(commitments) > 0 and octet_length(commitments) % 32 = 0),
  content     text,                      -- canonical JSON of the one leaf, where no other table keeps what it says
  first_index bigint check (first_index >= 0),
  check ((first_ref is null) = (last_ref is null)),
  check (first_ref <= last_ref),
  check (content is null or octet_length(commitments) = 32)
);
comment on table audit.sheaf is 'Leaves that one statement appended. Nothing of it changes but first_index, which is set once: the place of its first leaf in the tree.';
comment on column audit.sheaf.commitments is 'SHA-256 of the canonical JSON of each leaf, one after the other, in the order of their places.';
-- Random bytes do not get smaller; trying would cost more than the rest.
alter table audit.sheaf alter column commitments set storage external;
create index sheaf_waiting on audit.sheaf (id) where first_index is null;
create index sheaf_ref on audit.sheaf (kind, first_ref) where first_ref is not null;
create index sheaf_index on audit.sheaf (first_index) where first_index is not null;
create index sheaf_content on audit.sheaf (kind, id) where content is not null;

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.first_index is null and new.first_index is not null
       and (old.id, old.kind, old.commitments) = (new.id, new.kind, new.commitments) and old.content is not distinct from new.content
       and old.first_ref is not distinct from new.first_ref and old.last_ref is not distinct from new.last_ref then
      return new;
    end if;
  end if;
  raise exception 'the log is never changed' using errcode = 'integrity_constraint_violation';
end $$;
create trigger sheaf_is_immutable before update or delete on audit.sheaf for each row execute function audit.refuse_change();
create trigger sheaf_stays before truncate on audit.sheaf for each statement execute function audit.refuse_change();

-- How modules above append: this, and audit.seal_row below, are the face of the log in SQL.
create function audit.append(p_kind text, p_first bigint, p_last bigint, p_commitments bytea) returns void language sql as $$
  insert into audit.sheaf (kind, first_ref, last_ref, commitments) values (p_kind, p_first, p_last, p_commitments)
$$;
comment on function audit.append is 'Appends leaves in the transaction that calls it: one row for all of them.';

-- RFC 8785 for what rows hold. Names are ASCII, and numbers are written as text wherever they might not be whole.
create function audit.canonical(p_value jsonb) returns text language plpgsql immutable as $$
begin
  return case jsonb_typeof(p_value)
    when 'object' then (select coalesce('{' || string_agg(to_json(key)::text || ':' || audit.canonical(value), ',' order by key collate "C") || '}', '{}') from jsonb_each(p_value))
    when 'array' then (select coalesce('[' || string_agg(audit.canonical(value), ',' order by i) || ']', '[]') from jsonb_array_elements(p_value) with ordinality y(value, i))
    when 'number' then case when p_value::text ~ '^-?[0-9]{1,15}$' then p_value::text else to_json(p_value::text)::text end
    when 'string' then to_json(p_value #>> '{}')::text
    else p_value::text end;
end $$;

create table audit.salt (
  subject uuid primary key,
  salt    bytea not null check (octet_length(salt) = 32)
);
comment on table audit.salt is 'What the personal values of a subject are hashed with. Deleting a row makes all of them unreadable for good; the log stays as it is.';

create function audit.salt_of(p_subject uuid) returns bytea language plpgsql as $$
declare v_salt bytea;
begin
  select salt into v_salt from audit.salt where subject = p_subject;
  if found then return v_salt; end if;
  insert into audit.salt (subject, salt) values (p_subject, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())))
    on conflict (subject) do nothing;
  select salt into v_salt from audit.salt where subject = p_subject;
  return v_salt;
end $$;

create function audit.hash_personal(p_subject uuid, p_value text) returns text language sql as $$
  select encode(sha256(audit.salt_of(p_subject) || convert_to(p_value, 'UTF8')), 'hex')
$$;
comment on function audit.hash_personal is 'A personal value as the log holds it: SHA-256 of the salt of its subject and the text.';

-- For tables that change seldom: the row as it is now, or as it was, becomes a leaf. Arguments: the kind, then the columns; a personal
-- one as column~subject, where subject is the column that says whose it is. Nobody waits for what did not change.
create function audit.seal_row() returns trigger language plpgsql as $$
declare
  v_row constant jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  v_before constant jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  v_fields jsonb := '{}'; v_personal jsonb := '{}'; v_changed boolean := tg_op <> 'UPDATE';
  v_column text; v_subject text; v_content text;
begin
  for i in 1 .. tg_nargs - 1 loop
    v_column := split_part(tg_argv[i], '~', 1);
    v_subject := nullif(split_part(tg_argv[i], '~', 2), '');
    if not v_row ? v_column then raise exception 'there is no column %', v_column; end if;
    if v_before -> v_column is distinct from v_row -> v_column then v_changed := true; end if;
    if v_row -> v_column = 'null' then continue; end if;
    if v_subject is null then
      v_fields := v_fields || jsonb_build_object(v_column, v_row -> v_column);
    else
      v_personal := v_personal || jsonb_build_object(v_column, audit.hash_personal((v_row ->> v_subject)::uuid, audit.canonical(v_row -> v_column)));
    end if;
  end loop;
  if v_changed then
    v_content := audit.canonical(jsonb_build_object('type', tg_argv[0], 'change', lower(tg_op), 'fields', v_fields, 'personal', v_personal));
    insert into audit.sheaf (kind, commitments, content) values (tg_argv[0], sha256(convert_to(v_content, 'UTF8')), v_content);
  end if;
  return null;
end $$;
comment on function audit.seal_row is 'A trigger after each row that makes a leaf of it.';

create table audit.tree (
  is_only boolean primary key default true check (is_only),
  origin  text not null check (origin ~ '^[^\s+]+$'),
  size    bigint not null check (size >= 0),
  -- Of the last checkpoint. Time in the log never runs backward, whatever the clock does.
  at      timestamptz not null
);
comment on table audit.tree is 'How far the tree has grown. Its row is the fence of the sequencer: whoever extends the tree has locked it and found the size that they knew.';

create table audit.tile (
  level  smallint not null check (level between -1 and 5),
  number bigint not null check (number >= 0),
  hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (level, number)
);
comment on table audit.tile is 'Tiles of 256 hashes (C2SP tlog-tiles); level -1 holds the entries. Only the last of a level is unfinished.';
alter table audit.tile alter column hashes set storage external;

create table audit.checkpoint (
  size bigint primary key check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  at   timestamptz not null,
  note text not null,
  -- The whole note once more, signed with SLH-DSA, for who reads it in decades.
  archive text
);
comment on table audit.checkpoint is 'What was signed of the tree: one row for each size that was.';

create table audit.signing_key (
  id         uuid primary key,
  algorithm  text not null check (algorithm in ('ed25519', 'ml-dsa-44', 'slh-dsa-sha2-128s')),
  -- As it is published: of Ed25519 and ML-DSA-44 a verifier key of signed notes, of SLH-DSA its SPKI in base 64.
  public_key text not null unique,
  private_key_sealed bytea,              -- null once it signs no more
  since      bigint not null check (since >= 0),  -- the size from which on it signs
  until      bigint check (until >= since)
);
comment on table audit.signing_key is 'Keys of the log. A new one is announced by a leaf that the old one signed.';
create unique index signing_key_now on audit.signing_key (algorithm) where until is null;
