// Next's marker package throws outside Next, so tests replace it.
export {};
