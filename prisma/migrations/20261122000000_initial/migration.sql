


-- CreateEnum
CREATE TYPE "member_role" AS ENUM ('ADMIN', 'MEMBER');

-- CreateEnum
CREATE TYPE "aws_account_status" AS ENUM ('PENDING', 'CONNECTED', 'FAILED');

-- CreateEnum
CREATE TYPE "instance_role_status" AS ENUM ('REGISTERING', 'ACTIVE', 'FAILED', 'DELETING');

-- CreateEnum
CREATE TYPE "registration_kind" AS ENUM ('REGISTER', 'REMOVE');

-- CreateEnum
CREATE TYPE "registration_status" AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SUPERSEDED');

-- CreateEnum
CREATE TYPE "attachment_state" AS ENUM ('INTENDED', 'PRESENT', 'REMOVING');

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_session" (
    "id_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "app_session_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "member_role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "role" "member_role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "aws_account" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "partition" TEXT NOT NULL,
    "account_id" CHAR(12) NOT NULL,
    "name" TEXT,
    "alias" TEXT,
    "connection_role_arn" TEXT NOT NULL,
    "connection_role_id" TEXT,
    "external_id" TEXT NOT NULL,
    "pending_external_id" TEXT,
    "status" "aws_account_status" NOT NULL DEFAULT 'PENDING',
    "failure" JSONB,
    "checks" JSONB NOT NULL DEFAULT '[]',
    "checked_at" TIMESTAMPTZ(3),
    "setup" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "aws_account_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "instance_role" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "aws_account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "role_arn" TEXT NOT NULL,
    "role_id" TEXT,
    "status" "instance_role_status" NOT NULL DEFAULT 'REGISTERING',
    "step" TEXT,
    "waiting_for" JSONB,
    "waiting_since" TIMESTAMPTZ(3),
    "failure" JSONB,
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "instance_profile_arn" TEXT,
    "required_policies" JSONB NOT NULL DEFAULT '[]',
    "registration_id" UUID,
    "last_verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "instance_role_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "registration" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "instance_role_id" UUID NOT NULL,
    "kind" "registration_kind" NOT NULL,
    "status" "registration_status" NOT NULL DEFAULT 'QUEUED',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failure" JSONB,
    "requested_by" TEXT NOT NULL,
    "request_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "registration_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "registration_step" (
    "workspace_id" UUID NOT NULL,
    "registration_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "waiting_for" JSONB,
    "waiting_since" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "aws_calls" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "registration_step_pkey" PRIMARY KEY ("workspace_id","registration_id","name")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "role_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "state" "attachment_state" NOT NULL DEFAULT 'INTENDED',
    "resource_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment_hold" (
    "workspace_id" UUID NOT NULL,
    "instance_role_id" UUID NOT NULL,
    "attachment_id" UUID NOT NULL,
    "registration_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachment_hold_pkey" PRIMARY KEY ("workspace_id","instance_role_id","attachment_id")
);

-- CreateTable
CREATE TABLE "aws_role_lease" (
    "role_arn" TEXT NOT NULL,
    "holder" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "aws_role_lease_pkey" PRIMARY KEY ("role_arn")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_id" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "location" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("workspace_id","scope","key")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "platform" JSONB,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "app_session_user_id_idx" ON "app_session"("user_id");

-- CreateIndex
CREATE INDEX "app_session_expires_at_idx" ON "app_session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slug_key" ON "workspace"("slug");

-- CreateIndex
CREATE INDEX "member_user_id_idx" ON "member"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_workspace_id_secret_hash_key" ON "api_token"("workspace_id", "secret_hash");

-- CreateIndex
CREATE UNIQUE INDEX "aws_account_workspace_id_partition_account_id_key" ON "aws_account"("workspace_id", "partition", "account_id");

-- CreateIndex
CREATE INDEX "instance_role_workspace_id_status_created_at_id_idx" ON "instance_role"("workspace_id", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "instance_role_workspace_id_created_at_id_idx" ON "instance_role"("workspace_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "instance_role_workspace_id_aws_account_id_created_at_id_idx" ON "instance_role"("workspace_id", "aws_account_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "instance_role_workspace_id_name_key_key" ON "instance_role"("workspace_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "instance_role_workspace_id_role_arn_key" ON "instance_role"("workspace_id", "role_arn");

-- CreateIndex
CREATE INDEX "registration_workspace_id_instance_role_id_created_at_idx" ON "registration"("workspace_id", "instance_role_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "attachment_role_id_kind_target_key" ON "attachment"("role_id", "kind", "target");

-- CreateIndex
CREATE INDEX "attachment_hold_attachment_id_idx" ON "attachment_hold"("attachment_id");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- AddForeignKey
ALTER TABLE "app_session" ADD CONSTRAINT "app_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aws_account" ADD CONSTRAINT "aws_account_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instance_role" ADD CONSTRAINT "instance_role_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instance_role" ADD CONSTRAINT "instance_role_workspace_id_aws_account_id_fkey" FOREIGN KEY ("workspace_id", "aws_account_id") REFERENCES "aws_account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_workspace_id_instance_role_id_fkey" FOREIGN KEY ("workspace_id", "instance_role_id") REFERENCES "instance_role"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registration_step" ADD CONSTRAINT "registration_step_workspace_id_registration_id_fkey" FOREIGN KEY ("workspace_id", "registration_id") REFERENCES "registration"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment_hold" ADD CONSTRAINT "attachment_hold_workspace_id_instance_role_id_fkey" FOREIGN KEY ("workspace_id", "instance_role_id") REFERENCES "instance_role"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── By hand: what the Prisma schema cannot say ─────────────────────────────────────────────────────────────

-- The application's role. It owns nothing and cannot step around row-level security; the owner, who migrates,
-- may become it (connection option `role`), so one DATABASE_URL serves both.
DO $$
BEGIN
  CREATE ROLE rolecall_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION
  -- The role belongs to the cluster; another database of it may have made it, or make it at this moment.
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
DO $$ BEGIN EXECUTE format('GRANT rolecall_app TO %I', current_user); END $$;
GRANT USAGE ON SCHEMA public TO rolecall_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO rolecall_app;
REVOKE ALL ON TABLE _prisma_migrations FROM rolecall_app;
GRANT SELECT ON TABLE _prisma_migrations TO rolecall_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO rolecall_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO rolecall_app;

-- The workspace this transaction works in; NULL (and so no row at all) where nobody said.
CREATE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('rolecall.workspace_id', true), '')::uuid;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['member', 'api_token', 'aws_account', 'instance_role', 'registration',
                           'registration_step', 'attachment_hold', 'audit_event', 'idempotency_key']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY workspace ON %I USING (workspace_id = (SELECT current_workspace()))', t);
  END LOOP;
END
$$;

-- Which workspaces am I in? The one question asked before a workspace is entered.
CREATE POLICY own_memberships ON member FOR SELECT
  USING (user_id = (SELECT nullif(current_setting('rolecall.user_id', true), '')::uuid));

-- Every change of an instance role gets the next version and is told to whoever listens.
CREATE SEQUENCE instance_role_version;
GRANT USAGE ON SEQUENCE instance_role_version TO rolecall_app;

CREATE FUNCTION instance_role_next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := nextval('instance_role_version');
  RETURN NEW;
END
$$;
CREATE TRIGGER next_version BEFORE INSERT OR UPDATE ON instance_role
  FOR EACH ROW EXECUTE FUNCTION instance_role_next_version();

CREATE FUNCTION instance_role_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('instance_role_changed', json_build_object(
    'workspaceId', coalesce(NEW.workspace_id, OLD.workspace_id),
    'id', coalesce(NEW.id, OLD.id),
    'deleted', NEW IS NULL)::text);
  RETURN NULL;
END
$$;
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON instance_role
  FOR EACH ROW EXECUTE FUNCTION instance_role_changed();

-- Search within a workspace. ILIKE is not leakproof, so under row-level security it would not use the index;
-- the function runs as the owner and keeps to the current workspace itself.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX instance_role_search ON instance_role
  USING gin (workspace_id, (name || ' ' || role_arn || ' ' || description) gin_trgm_ops);

CREATE FUNCTION search_instance_roles(pattern text) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  BEGIN ATOMIC
    SELECT id FROM instance_role
    WHERE workspace_id = current_workspace()
      AND (name || ' ' || role_arn || ' ' || description) ILIKE pattern;
  END;
