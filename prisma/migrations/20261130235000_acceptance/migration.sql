-- AlterTable
ALTER TABLE "instance_role" ADD COLUMN     "acceptance" JSONB;
