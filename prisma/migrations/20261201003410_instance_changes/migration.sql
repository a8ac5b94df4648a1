-- CreateTable
CREATE TABLE "instance_change" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "aws_account_id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "instance_role_id" UUID,
    "role_name" TEXT,
    "role_arn" TEXT,
    "undoes_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "instance_change_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "instance_change_item" (
    "workspace_id" UUID NOT NULL,
    "change_id" UUID NOT NULL,
    "instance_id" TEXT NOT NULL,
    "aws_account_id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "wanted_arn" TEXT,
    "wanted_id" TEXT,
    "expected" JSONB,
    "before" JSONB,
    "intent" TEXT,
    "made" TEXT,
    "outcome" TEXT,
    "reason" TEXT,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instance_change_item_pkey" PRIMARY KEY ("workspace_id","change_id","instance_id")
);

-- CreateIndex
CREATE INDEX "instance_change_workspace_id_aws_account_id_idx" ON "instance_change"("workspace_id", "aws_account_id");

-- CreateIndex
CREATE INDEX "instance_change_workspace_id_undoes_id_idx" ON "instance_change"("workspace_id", "undoes_id");

-- AddForeignKey
ALTER TABLE "instance_change" ADD CONSTRAINT "instance_change_workspace_id_aws_account_id_fkey" FOREIGN KEY ("workspace_id", "aws_account_id") REFERENCES "aws_account"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instance_change_item" ADD CONSTRAINT "instance_change_item_workspace_id_change_id_fkey" FOREIGN KEY ("workspace_id", "change_id") REFERENCES "instance_change"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Two changes never have one instance in hand at a time.
CREATE UNIQUE INDEX "instance_change_item_in_hand" ON "instance_change_item"("workspace_id", "aws_account_id", "region", "instance_id") WHERE "status" = 'OPEN';

SELECT secure_tables();
