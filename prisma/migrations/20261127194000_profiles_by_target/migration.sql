-- Whether somebody else relies on an instance profile is asked by its ARN, over all roles it was ever made for.
CREATE INDEX attachment_profile_by_target ON attachment (target) WHERE kind = 'profile';
