-- CreateTable
CREATE TABLE "default_role" (
    "workspace_id" UUID NOT NULL,
    "aws_account_id" UUID NOT NULL,
    "instance_role_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "default_role_pkey" PRIMARY KEY ("workspace_id","aws_account_id")
);

-- CreateTable
CREATE TABLE "compute_config" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "aws_account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "instance_role_id" UUID,
    "instance_type" TEXT,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "compute_config_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "default_role_workspace_id_instance_role_id_idx" ON "default_role"("workspace_id", "instance_role_id");

-- CreateIndex
CREATE INDEX "compute_config_workspace_id_instance_role_id_idx" ON "compute_config"("workspace_id", "instance_role_id");

-- CreateIndex
CREATE UNIQUE INDEX "compute_config_workspace_id_name_key_key" ON "compute_config"("workspace_id", "name_key");

-- AddForeignKey
ALTER TABLE "default_role" ADD CONSTRAINT "default_role_workspace_id_aws_account_id_fkey" FOREIGN KEY ("workspace_id", "aws_account_id") REFERENCES "aws_account"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "default_role" ADD CONSTRAINT "default_role_workspace_id_instance_role_id_fkey" FOREIGN KEY ("workspace_id", "instance_role_id") REFERENCES "instance_role"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compute_config" ADD CONSTRAINT "compute_config_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compute_config" ADD CONSTRAINT "compute_config_workspace_id_aws_account_id_fkey" FOREIGN KEY ("workspace_id", "aws_account_id") REFERENCES "aws_account"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
