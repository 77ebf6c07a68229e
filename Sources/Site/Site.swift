// The target's code follows.
