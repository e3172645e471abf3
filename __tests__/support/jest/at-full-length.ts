// The project `laws`: what `runs` and `someOf` shorten in the project `unit` is as long here as it is written.
process.env.LAWS = "full";
