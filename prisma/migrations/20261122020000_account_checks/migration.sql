-- AlterTable
ALTER TABLE "aws_account" ADD COLUMN     "check_id" UUID,
ADD COLUMN     "check_requested_at" TIMESTAMPTZ(3),
ADD COLUMN     "connected_at" TIMESTAMPTZ(3);

UPDATE aws_account SET connected_at = created_at WHERE status = 'CONNECTED';

-- ── By hand ────────────────────────────────────────────────────────────────────────────────────────────────

-- Which accounts, of whatever workspace, are to be checked again: those that were set up once, whose last check is
-- old enough, and that nobody is checking. A check that was asked for long ago and never ended counts as lost.
CREATE FUNCTION accounts_due_for_check(older_than interval, most integer)
  RETURNS TABLE (workspace_id uuid, id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  BEGIN ATOMIC
    SELECT a.workspace_id, a.id FROM aws_account a
    WHERE a.status <> 'PENDING'
      AND (a.checked_at IS NULL OR a.checked_at <= now() - older_than)
      AND (a.check_id IS NULL OR a.check_requested_at <= now() - interval '10 minutes')
    ORDER BY a.checked_at NULLS FIRST
    LIMIT most;
  END;

-- Is every account that once worked refused now? Then it is the platform's own permission that is missing. One
-- fact over all workspaces: yes or no, not how many and not whose.
CREATE FUNCTION platform_is_refused_everywhere() RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  BEGIN ATOMIC
    SELECT coalesce(bool_and(a.status = 'FAILED' AND a.failure ->> 'reason' = 'assume_denied'), false)
    FROM aws_account a WHERE a.connected_at IS NOT NULL AND a.checked_at IS NOT NULL;
  END;
