-- AlterTable
ALTER TABLE "aws_account" ADD COLUMN     "version" BIGINT NOT NULL DEFAULT 0;

-- ── By hand ────────────────────────────────────────────────────────────────────────────────────────────────

-- As for instance roles: every change gets the next version and is told to whoever listens, ids only.
CREATE SEQUENCE aws_account_version;
GRANT USAGE ON SEQUENCE aws_account_version TO rolecall_app;

CREATE FUNCTION aws_account_next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := nextval('aws_account_version');
  RETURN NEW;
END
$$;
CREATE TRIGGER next_version BEFORE INSERT OR UPDATE ON aws_account
  FOR EACH ROW EXECUTE FUNCTION aws_account_next_version();

CREATE FUNCTION aws_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('aws_account_changed', json_build_object(
    'workspaceId', coalesce(NEW.workspace_id, OLD.workspace_id),
    'id', coalesce(NEW.id, OLD.id),
    'deleted', NEW IS NULL)::text);
  RETURN NULL;
END
$$;
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON aws_account
  FOR EACH ROW EXECUTE FUNCTION aws_account_changed();
