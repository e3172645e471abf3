import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { ClusterFile } from "../inventory/cluster-file/parse-cluster-file";
import { clustersIn } from "./files/overlay-files";
import { ownFile } from "./root/regular-file";
import { realFolder } from "./root/real-folder";
import { OVERLAY_FILES } from "./root/root-module";

/** A folder, as findings name it and where it is. */
export interface Folder {
  readonly folder: string;
  readonly path: string;
}

/**
 * The folders that have files of ours with a cluster: the root module that its file names, or one below it. No Terraform is read:
 * whoever takes an overlay away may do so because the root can no longer be read.
 */
export function foldersHolding({ file, staged }: ClusterFile, cwd: string): Folder[] {
  const { clusterName, overlay } = staged.definition;
  if (overlay === undefined) return [];
  const folder = join(dirname(file), overlay.root);
  return below({ folder, path: realFolder(resolve(cwd, folder)) }).filter(({ path }) =>
    clustersOf(path).includes(clusterName),
  );
}

function clustersOf(path: string): readonly string[] {
  return Object.values(OVERLAY_FILES).flatMap((name) => {
    const found = ownFile(join(path, name));
    return found === undefined || "problem" in found ? [] : (clustersIn(found.text) ?? []);
  });
}

/** Hidden folders are Terraform's own, or git's. */
function below(top: Folder): Folder[] {
  return [
    top,
    ...foldersIn(top.path).flatMap((name) =>
      below({ folder: `${top.folder.replace(/\/+$/, "")}/${name}`, path: join(top.path, name) }),
    ),
  ];
}

function foldersIn(path: string): string[] {
  try {
    const all = readdirSync(path, { withFileTypes: true }).filter((each) => each.isDirectory());
    return all
      .map(({ name }) => name)
      .filter((name) => !name.startsWith(".") && name !== "node_modules")
      .sort();
  } catch {
    return [];
  }
}
