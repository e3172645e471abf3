/** Shells that have a completion. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
