import type { CliContext } from "../context";

/** The folder of CLUSTERS_DIR, or `clusters`; undefined where the variable is set and names none. */
export function clustersFolder({ CLUSTERS_DIR: folder = "clusters" }: CliContext["env"]): string | undefined {
  return folder.trim() === "" ? undefined : folder;
}

/** What is said where {@link clustersFolder} is undefined. */
export const NO_FOLDER = {
  message: "CLUSTERS_DIR: empty, expected the folder of cluster files",
  help: "unset it for `clusters`, or name a folder",
} as const;
