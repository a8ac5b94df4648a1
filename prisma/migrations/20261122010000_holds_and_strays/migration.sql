-- What the worker has to know over all workspaces, and no more than that: these two run as the owner, whom
-- row-level security does not bind, and answer one fact each.

-- Does anybody but this instance role rely on an attachment? Yes or no; not who.
CREATE FUNCTION attachment_is_held_by_others(attachment uuid, my_workspace uuid, my_instance_role uuid)
  RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  BEGIN ATOMIC
    SELECT EXISTS (
      SELECT 1 FROM attachment_hold
      WHERE attachment_id = attachment
        AND NOT (workspace_id = my_workspace AND instance_role_id = my_instance_role));
  END;

-- Roles that are under way although no job is left to settle them.
CREATE INDEX instance_role_under_way ON instance_role (updated_at) WHERE status IN ('REGISTERING', 'DELETING');

CREATE FUNCTION stray_registrations(queue text, quiet_for interval)
  RETURNS TABLE (workspace_id uuid, instance_role_id uuid, registration_id uuid, aws_account text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN QUERY
    SELECT r.workspace_id, r.id, r.registration_id, a.account_id::text
    FROM instance_role r
    JOIN aws_account a ON a.workspace_id = r.workspace_id AND a.id = r.aws_account_id
    WHERE r.status IN ('REGISTERING', 'DELETING')
      AND r.registration_id IS NOT NULL
      AND r.updated_at < now() - quiet_for
      AND NOT EXISTS (
        SELECT 1 FROM pgboss.job j
        WHERE j.name = queue AND j.state < 'completed' AND j.data ->> 'registrationId' = r.registration_id::text)
    ORDER BY r.updated_at
    LIMIT 500;
END
$$;

-- What was taken back stays written down for a while: AWS may go on showing it.
CREATE FUNCTION forget_removed_attachments(older_than interval) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE forgotten integer;
BEGIN
  DELETE FROM attachment a
  WHERE a.state = 'REMOVING'
    AND a.updated_at < now() - older_than
    AND NOT EXISTS (SELECT 1 FROM attachment_hold h WHERE h.attachment_id = a.id);
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END
$$;
