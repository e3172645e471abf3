import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A folder of a stack that no cluster file has any more, and that was left as it is. */
export interface StaleStack {
  /** `cdktf.out/stacks/old` */
  readonly path: string;
  /** What keeps it, by name: a state, say; the system's words where it cannot be deleted. */
  readonly holds: readonly string[];
}

/** What synthesis and `terraform init` write into the folder of a stack, and what they can write again. */
const MADE_AGAIN: readonly string[] = [".terraform", ".terraform.lock.hcl", "cdk.tf.json"];

/**
 * Deletes folders of an output whose stack is gone, so that nobody plans a stack that no cluster file describes. One that holds
 * more than can be made again (a state and its backup, a plan, somebody's own file) stays whole, and is told. Folders without
 * a `cdk.tf.json` are no stacks.
 */
export function deleteStaleStacks(folder: string, stacks: readonly string[]): StaleStack[] {
  return stackFolders(join(folder, "stacks"))
    .filter((name) => !stacks.includes(name))
    .flatMap((name) => deleteStale(join(folder, "stacks", name)));
}

function deleteStale(path: string): StaleStack[] {
  const holds = namesIn(path).filter((name) => !MADE_AGAIN.includes(name));
  if (holds.length > 0) return [{ path, holds }];
  try {
    rmSync(path, { recursive: true });
    return [];
  } catch (error) {
    return [{ path, holds: [String(error).replace(/^Error: /, "")] }];
  }
}

/** A link to a folder is somebody else's, that of all stacks too. An output without stacks has no folder of them. */
function stackFolders(stacks: string): string[] {
  if (lstatSync(stacks, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(stacks, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && namesIn(join(stacks, entry.name)).includes("cdk.tf.json"))
    .map(({ name }) => name)
    .sort();
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
