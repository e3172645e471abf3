import { realpathSync } from "node:fs";

/** A folder by its one path, whatever links lead there: files of a folder are written once. What is not there keeps its path. */
export function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
