-- Who a leaf names, so that it is found by them however long the log is.
create function audit.ids_in(p_content text) returns uuid[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct m[1]::uuid), '{}')
    from regexp_matches(p_content, '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})', 'g') m
$$;
comment on function audit.ids_in is 'Every id that stands in the content of a leaf.';
create index sheaf_names on audit.sheaf using gin (audit.ids_in(content)) where content is not null;
