-- The instance profile that an admin chose for a role.
ALTER TABLE "instance_role" ADD COLUMN "chosen_profile_arn" TEXT;
-- The tags that a create of ours put on a profile: what stands on it beside them, somebody else has set.
ALTER TABLE "attachment" ADD COLUMN "tags" JSONB;
