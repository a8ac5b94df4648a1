-- One role is found by its id, whatever the planner knows of a table that was empty yesterday: an index of its own
-- is the only one that cannot be mistaken for one of the many that begin with the workspace.
CREATE INDEX "instance_role_id_idx" ON "instance_role"("id");
