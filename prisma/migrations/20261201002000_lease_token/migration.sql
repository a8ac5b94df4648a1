-- The fencing token of a lease: the number of the attempt that holds it.
ALTER TABLE aws_role_lease ADD COLUMN token integer NOT NULL DEFAULT 0;
