-- Whether somebody else relies on an instance profile is asked by its id in AWS, over all roles it was ever made for.
CREATE INDEX attachment_profile_by_id ON attachment (resource_id) WHERE kind = 'profile';
