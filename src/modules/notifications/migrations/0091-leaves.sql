-- Where events of the bank are sent to: leaves of the log.
create trigger webhook_is_a_leaf after insert or update of url, events, off_at, removed_at on notifications.webhook_endpoint
  for each row execute function audit.seal_row('webhook', 'id', 'owner', 'name', 'url', 'events', 'made_at', 'off_at', 'off_because', 'removed_at');
