/** Compiles each source that changed since it was compiled; answers how many did. */
export function compileChanged(root: string): number;
