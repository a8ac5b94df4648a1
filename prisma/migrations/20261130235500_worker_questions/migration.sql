-- What somebody waits to hear of AWS: asked by the web process, answered by a worker, which alone reaches AWS, and
-- deleted when it has been told.
CREATE TABLE "worker_question" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_question_pkey" PRIMARY KEY ("workspace_id", "id")
);

-- AddForeignKey
ALTER TABLE "worker_question" ADD CONSTRAINT "worker_question_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT secure_tables();
