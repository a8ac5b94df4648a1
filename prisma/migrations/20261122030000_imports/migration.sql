-- AlterTable
ALTER TABLE "instance_role" ADD COLUMN     "import_id" UUID,
ADD COLUMN     "import_row" INTEGER;

-- CreateTable
CREATE TABLE "import" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "already_registered" INTEGER NOT NULL,
    "refused" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "import_pkey" PRIMARY KEY ("workspace_id","id")
);

-- AddForeignKey
ALTER TABLE "instance_role" ADD CONSTRAINT "instance_role_workspace_id_import_id_fkey" FOREIGN KEY ("workspace_id", "import_id") REFERENCES "import"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ── By hand ────────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE import ENABLE ROW LEVEL SECURITY;
CREATE POLICY workspace ON import USING (workspace_id = (SELECT current_workspace()));

-- The roles of an import in the order of its rows. Most roles come alone.
CREATE INDEX instance_role_of_import ON instance_role (workspace_id, import_id, import_row)
  WHERE import_id IS NOT NULL;
