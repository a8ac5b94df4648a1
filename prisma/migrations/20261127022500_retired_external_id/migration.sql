-- AlterTable
ALTER TABLE "aws_account" ADD COLUMN     "retired_external_id" TEXT;
