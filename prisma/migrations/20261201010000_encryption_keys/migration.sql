-- External IDs are encrypted by the application. Which keys they are encrypted with is told by their ids, so that a
-- process without one of them stops at its start. The rows there are get encrypted after this migration, and then
-- the constraint is validated (lib/aws-accounts/encrypt-rows-store.ts).
CREATE TABLE "encryption_key" (
    "id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "encryption_key_pkey" PRIMARY KEY ("id")
);
REVOKE INSERT, UPDATE, DELETE ON "encryption_key" FROM rolecall_app;

ALTER TABLE "aws_account" ADD CONSTRAINT "aws_account_external_ids_are_encrypted" CHECK (
    external_id LIKE 'v1.%'
    AND (pending_external_id IS NULL OR pending_external_id LIKE 'v1.%')
    AND (retired_external_id IS NULL OR retired_external_id LIKE 'v1.%')
) NOT VALID;
