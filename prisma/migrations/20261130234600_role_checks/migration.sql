-- AlterTable
ALTER TABLE "instance_role" ADD COLUMN     "check_failure" JSONB,
ADD COLUMN     "check_id" UUID,
ADD COLUMN     "check_requested_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "registration" ADD COLUMN     "forced" BOOLEAN NOT NULL DEFAULT false;
