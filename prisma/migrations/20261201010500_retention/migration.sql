-- Nothing grows for ever: what has ended long ago is deleted over all workspaces, in portions, by one function. What the
-- application may ask of it is bounded here, so that a stolen process cannot empty the audit log with it.
GRANT SELECT, DELETE ON registration, audit_event, idempotency_key, import, worker_question TO rolecall_crossing;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['registration', 'audit_event', 'idempotency_key', 'import', 'worker_question'] LOOP
    EXECUTE format('CREATE POLICY crossing ON %I FOR SELECT TO rolecall_crossing USING (true)', t);
    EXECUTE format('CREATE POLICY crossing_delete ON %I FOR DELETE TO rolecall_crossing USING (true)', t);
  END LOOP;
END
$$;

CREATE FUNCTION delete_what_is_old(runs interval, audit interval, imports interval, most integer)
  RETURNS TABLE (kind text, deleted bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- A role's newest run stays; steps go with their run.
  WITH gone AS (
    DELETE FROM registration WHERE (workspace_id, id) IN (
      SELECT g.workspace_id, g.id FROM registration g
      WHERE g.finished_at < now() - greatest(runs, interval '7 days')
        AND NOT EXISTS (SELECT 1 FROM instance_role r WHERE r.workspace_id = g.workspace_id AND r.registration_id = g.id)
      LIMIT most)
    RETURNING 1)
  SELECT 'runs', count(*) INTO kind, deleted FROM gone;
  RETURN NEXT;

  WITH gone AS (
    DELETE FROM audit_event WHERE (workspace_id, id) IN (
      SELECT e.workspace_id, e.id FROM audit_event e
      WHERE e.created_at < now() - greatest(audit, interval '30 days') LIMIT most)
    RETURNING 1)
  SELECT 'audit events', count(*) INTO kind, deleted FROM gone;
  RETURN NEXT;

  -- An import stays while there is a role that came with it.
  WITH gone AS (
    DELETE FROM import WHERE (workspace_id, id) IN (
      SELECT i.workspace_id, i.id FROM import i
      WHERE i.created_at < now() - greatest(imports, interval '7 days')
        AND NOT EXISTS (SELECT 1 FROM instance_role r WHERE r.workspace_id = i.workspace_id AND r.import_id = i.id)
      LIMIT most)
    RETURNING 1)
  SELECT 'imports', count(*) INTO kind, deleted FROM gone;
  RETURN NEXT;

  WITH gone AS (
    DELETE FROM idempotency_key WHERE (workspace_id, scope, key) IN (
      SELECT k.workspace_id, k.scope, k.key FROM idempotency_key k
      WHERE k.created_at < now() - interval '1 day' LIMIT most)
    RETURNING 1)
  SELECT 'idempotency keys', count(*) INTO kind, deleted FROM gone;
  RETURN NEXT;

  WITH gone AS (
    DELETE FROM worker_question WHERE (workspace_id, id) IN (
      SELECT q.workspace_id, q.id FROM worker_question q
      WHERE q.created_at < now() - interval '1 hour' LIMIT most)
    RETURNING 1)
  SELECT 'questions', count(*) INTO kind, deleted FROM gone;
  RETURN NEXT;
END
$$;

-- Due checks are taken from each workspace in turn. An account that never let us in is checked at intervals that double
-- with its age, and rests after a month; whoever mends it has it checked by hand.
DROP FUNCTION accounts_due_for_check(interval, integer);
CREATE FUNCTION accounts_due_for_check(older_than interval, most integer)
  RETURNS TABLE (workspace_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  BEGIN ATOMIC
    SELECT due.workspace_id, due.id FROM (
      SELECT a.workspace_id, a.id, a.checked_at,
             row_number() OVER (PARTITION BY a.workspace_id ORDER BY a.checked_at NULLS FIRST) AS turn
      FROM aws_account a
      WHERE a.status <> 'PENDING'
        AND (a.checked_at IS NULL OR a.checked_at <= now() - older_than)
        AND (a.check_id IS NULL OR a.check_requested_at <= now() - interval '10 minutes')
        AND (a.status = 'CONNECTED' OR a.connected_at IS NOT NULL OR a.checked_at IS NULL
             OR (a.created_at > now() - interval '30 days' AND a.checked_at <= now() - (a.checked_at - a.created_at)))
    ) due
    ORDER BY due.turn, due.checked_at NULLS FIRST
    LIMIT most;
  END;

SELECT secure_tables();
