-- Walls that fail closed (docs/decisions/0014): row-level security binds the owner too, what has to cross tenants runs
-- as a role that can do just that, and nobody may do by default what a new table or function brings.

-- ── The role that crosses tenants ──────────────────────────────────────────────────────────────────────────
-- It owns the SECURITY DEFINER functions and nothing else, nobody signs in as it, and row-level security binds it:
-- the policies named `crossing` below are all that it may see or change of tenants.
DO $$
BEGIN
  CREATE ROLE rolecall_crossing NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION
  -- The role belongs to the cluster; another database of it may have made it, or make it at this moment.
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
DO $$ BEGIN EXECUTE format('GRANT rolecall_crossing TO %I', current_user); END $$;
GRANT USAGE ON SCHEMA public TO rolecall_crossing;

-- Sign-in, sessions and API tokens: who is it, before they are in any workspace.
GRANT SELECT (id, email, name, password_hash) ON app_user TO rolecall_crossing;
GRANT SELECT (id_hash, user_id, expires_at) ON app_session TO rolecall_crossing;
GRANT SELECT (id, slug, name) ON workspace TO rolecall_crossing;
GRANT SELECT (workspace_id, user_id, role) ON member TO rolecall_crossing;
GRANT SELECT, UPDATE (last_used_at) ON api_token TO rolecall_crossing;
CREATE POLICY crossing ON member FOR SELECT TO rolecall_crossing USING (true);
CREATE POLICY crossing ON api_token FOR SELECT TO rolecall_crossing USING (true);
CREATE POLICY crossing_use ON api_token FOR UPDATE TO rolecall_crossing USING (true);

-- The worker's sweeps; a search, which Postgres plans with the trigram index only outside of a tenant's policy; and
-- whether another workspace relies on an attachment. Of AWS accounts all but the external IDs (secure_tables).
GRANT SELECT ON instance_role, attachment_hold TO rolecall_crossing;
GRANT SELECT, DELETE ON attachment TO rolecall_crossing;
CREATE POLICY crossing ON instance_role FOR SELECT TO rolecall_crossing USING (true);
CREATE POLICY crossing ON aws_account FOR SELECT TO rolecall_crossing USING (true);
CREATE POLICY crossing ON attachment_hold FOR SELECT TO rolecall_crossing USING (true);

-- ── Password hashes ────────────────────────────────────────────────────────────────────────────────────────
-- The application writes them and cannot read them: one at a time, by email, through this function.
REVOKE SELECT ON app_user FROM rolecall_app;
GRANT SELECT (id, email, name, created_at) ON app_user TO rolecall_app;

CREATE FUNCTION user_for_sign_in(email_given text)
  RETURNS TABLE (id uuid, name text, email text, password_hash text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  BEGIN ATOMIC
    SELECT u.id, u.name, u.email, u.password_hash FROM app_user u WHERE u.email = email_given;
  END;

-- ── Nothing by default ─────────────────────────────────────────────────────────────────────────────────────
DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO rolecall_app;

-- ── The same for what later migrations bring ───────────────────────────────────────────────────────────────
-- Run after every migration (lib/db/migrations.ts): a table with a workspace is walled and a function that runs as
-- another has the right owner, whether or not its migration thought of it.
CREATE FUNCTION secure_tables() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t record;
  f record;
BEGIN
  FOR t IN
    SELECT c.oid::regclass AS name, c.relrowsecurity AND c.relforcerowsecurity AS is_bound,
           EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'workspace') AS has_policy
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    IF NOT t.is_bound THEN
      EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t.name);
    END IF;
    IF NOT t.has_policy THEN
      EXECUTE format('CREATE POLICY workspace ON %s USING (workspace_id = (SELECT current_workspace()))', t.name);
    END IF;
  END LOOP;

  FOR t IN
    SELECT attname AS name FROM pg_attribute
    WHERE attrelid = 'aws_account'::regclass AND attnum > 0 AND NOT attisdropped
      AND attname NOT LIKE '%external_id%' AND NOT has_column_privilege('rolecall_crossing', attrelid, attnum, 'SELECT')
  LOOP
    EXECUTE format('GRANT SELECT (%I) ON aws_account TO rolecall_crossing', t.name);
  END LOOP;

  FOR f IN
    SELECT p.oid::regprocedure AS name, p.prosecdef AS is_definer,
           p.prosecdef AND p.proowner <> 'rolecall_crossing'::regrole AS has_wrong_owner,
           p.prosecdef AND NOT coalesce('search_path=pg_catalog, public, pg_temp' = ANY (p.proconfig), false) AS has_wrong_path,
           EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) WHERE grantee = 0) AS is_public
    FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  LOOP
    IF f.has_wrong_path THEN
      EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', f.name);
    END IF;
    IF f.is_public THEN
      EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f.name);
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO rolecall_app', f.name);
    END IF;
    IF f.has_wrong_owner THEN
      -- A new owner must be allowed to make things in the schema, at that moment alone.
      GRANT CREATE ON SCHEMA public TO rolecall_crossing;
      EXECUTE format('ALTER FUNCTION %s OWNER TO rolecall_crossing', f.name);
      REVOKE CREATE ON SCHEMA public FROM rolecall_crossing;
    END IF;
  END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION secure_tables() FROM rolecall_app;
GRANT EXECUTE ON FUNCTION current_workspace() TO rolecall_crossing;
SELECT secure_tables();
