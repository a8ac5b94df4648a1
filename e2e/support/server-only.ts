// Next's marker package throws outside Next; under test there is nothing to guard.
export {};
