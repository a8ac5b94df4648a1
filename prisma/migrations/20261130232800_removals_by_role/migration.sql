-- What a removal left in AWS is told to whoever asks for the role afterwards.
CREATE INDEX audit_event_removed_role ON audit_event (workspace_id, target_id) WHERE action = 'instance_role.removed';
