-- AlterTable
ALTER TABLE "import" ADD COLUMN     "waiting" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "waiting_rows" JSONB;
