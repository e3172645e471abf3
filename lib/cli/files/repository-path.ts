import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** How a file is called in the repository that it stands in. */
export type RepositoryPath = (file: string) => string;

/**
 * Names files as the repository does, for tools that lay findings over a diff: relative to the folder that has `.git`, from
 * wherever the command was typed. Files outside it, and all where there is no repository, keep their names.
 */
export function repositoryPath(cwd: string): RepositoryPath {
  const root = rootOf(cwd);
  return (file) => {
    if (root === undefined) return file;
    const path = relative(root, resolve(cwd, file));
    return path === "" || path.startsWith("..") || isAbsolute(path) ? file : path.split(sep).join("/");
  };
}

function rootOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : rootOf(parent);
}
