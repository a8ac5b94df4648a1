-- AlterTable
ALTER TABLE "aws_account" ADD COLUMN     "source_identity" TEXT;
