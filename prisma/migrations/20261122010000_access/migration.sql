-- Who is asking, and may they enter the workspace: one statement at the door of every request. Both functions run
-- as the owner, because the caller is not in any workspace yet; they answer only to whoever knows a secret's hash.

CREATE FUNCTION session_access(session_hash text, slug_asked text)
  RETURNS TABLE (user_id uuid, user_name text, user_email text,
                 workspace_id uuid, workspace_slug text, workspace_name text, member_role text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  BEGIN ATOMIC
    SELECT u.id, u.name, u.email, w.id, w.slug, w.name, m.role::text
    FROM app_session s
    JOIN app_user u ON u.id = s.user_id
    LEFT JOIN (workspace w JOIN member m ON m.workspace_id = w.id) ON w.slug = slug_asked AND m.user_id = u.id
    WHERE s.id_hash = session_hash AND s.expires_at > now();
  END;

-- The last use is written down at most once a minute: a token in a busy script costs no write a call.
CREATE FUNCTION api_token_access(token_workspace uuid, token_hash text)
  RETURNS TABLE (token_id uuid, token_name text,
                 workspace_id uuid, workspace_slug text, workspace_name text, member_role text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
  BEGIN ATOMIC
    WITH found AS (
      SELECT t.id, t.name, w.id AS workspace_id, w.slug, w.name AS workspace_name, t.role, t.last_used_at
      FROM api_token t JOIN workspace w ON w.id = t.workspace_id
      WHERE t.workspace_id = token_workspace AND t.secret_hash = token_hash AND t.expires_at > now()
    ), used AS (
      UPDATE api_token t SET last_used_at = now() FROM found
      WHERE t.workspace_id = found.workspace_id AND t.id = found.id
        AND (found.last_used_at IS NULL OR found.last_used_at < now() - interval '1 minute')
    )
    SELECT id, name, workspace_id, slug, workspace_name, role::text FROM found;
  END;

-- "What changed since?", for streams that resume: by version, in the order of the changes.
CREATE INDEX "instance_role_workspace_id_version_idx" ON "instance_role" ("workspace_id", "version");

-- Also tells whether the role has settled: who waits for the end need not read every step on the way.
CREATE OR REPLACE FUNCTION instance_role_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('instance_role_changed', json_build_object(
    'workspaceId', coalesce(NEW.workspace_id, OLD.workspace_id),
    'id', coalesce(NEW.id, OLD.id),
    'deleted', NEW IS NULL,
    'settled', NEW IS NULL OR NEW.status IN ('ACTIVE', 'FAILED'))::text);
  RETURN NULL;
END
$$;
