-- How many roles of the current workspace a search will find, by the planner's statistics. A search that finds much
-- is read in the list's own order until the page is full; one that finds little, by the trigram index. Postgres
-- cannot choose between the two itself, because the search runs behind row-level security.
CREATE FUNCTION expected_instance_roles(pattern text) RETURNS float8
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE plan json;
BEGIN
  EXECUTE format(
    'EXPLAIN (FORMAT JSON) SELECT 1 FROM instance_role
     WHERE workspace_id = %L AND (name || '' '' || role_arn || '' '' || description) ILIKE %L',
    current_workspace(), pattern) INTO plan;
  RETURN (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8;
END
$$;

-- The list by status. Comparing enums is not leakproof, so behind row-level security a status in an index is not
-- looked up, only an index of one status is.
DROP INDEX "instance_role_workspace_id_status_created_at_id_idx";
CREATE INDEX instance_role_in_progress ON instance_role (workspace_id, created_at, id)
  WHERE status IN ('REGISTERING', 'DELETING');
CREATE INDEX instance_role_active ON instance_role (workspace_id, created_at, id) WHERE status = 'ACTIVE';
CREATE INDEX instance_role_failed ON instance_role (workspace_id, created_at, id) WHERE status = 'FAILED';
