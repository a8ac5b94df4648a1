-- Which AWS this database was made for: what was registered against a sandbox is not to be worked with on real accounts.
CREATE TABLE "installation" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "aws_mode" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "installation_is_one" CHECK ("id")
);
REVOKE UPDATE, DELETE ON "installation" FROM rolecall_app;

-- The demo's people, whose password is printed for everybody.
ALTER TABLE "app_user" ADD COLUMN "is_demo" BOOLEAN NOT NULL DEFAULT false;
UPDATE app_user SET is_demo = true WHERE email IN ('admin@acme.test', 'member@acme.test', 'admin@globex.test');
GRANT SELECT (is_demo) ON app_user TO rolecall_app, rolecall_crossing;

DROP FUNCTION user_for_sign_in(text);
CREATE FUNCTION user_for_sign_in(email_given text)
  RETURNS TABLE (id uuid, name text, email text, password_hash text, is_demo boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  BEGIN ATOMIC
    SELECT u.id, u.name, u.email, u.password_hash, u.is_demo FROM app_user u WHERE u.email = email_given;
  END;

-- Whose access ended or changed is told at once, so that the streams they hold open end too. `id`: of the user or token.
CREATE FUNCTION access_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('access_changed', json_build_object('id', to_jsonb(OLD) ->> TG_ARGV[0])::text);
  RETURN NULL;
END
$$;
CREATE TRIGGER access_changed AFTER DELETE ON app_session
  FOR EACH ROW EXECUTE FUNCTION access_changed('user_id');
CREATE TRIGGER access_changed AFTER DELETE OR UPDATE OF role ON member
  FOR EACH ROW EXECUTE FUNCTION access_changed('user_id');
CREATE TRIGGER access_changed AFTER DELETE OR UPDATE OF role, expires_at ON api_token
  FOR EACH ROW EXECUTE FUNCTION access_changed('id');
