import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A folder of a stack, or of an overlay, that no cluster file has any more, and that was left as it is. */
export interface StaleStack {
  /** `cdktf.out/stacks/old` */
  readonly path: string;
  /** What keeps it, by name: a state, say; the system's words where it cannot be deleted. */
  readonly holds: readonly string[];
}

/** What stands in a folder of each kind: the file by which it is known, and what else is made again when it is written. */
const KINDS = {
  // `terraform init` writes into it too.
  stacks: { mark: "cdk.tf.json", madeAgain: [".terraform", ".terraform.lock.hcl", "cdk.tf.json"] },
  overlays: { mark: "eks_access.tf.json", madeAgain: ["eks_access.tf.json", "eks_access_override.tf.json"] },
} as const satisfies Record<string, Kind>;

interface Kind {
  readonly mark: string;
  readonly madeAgain: readonly string[];
}

/**
 * Deletes folders of an output whose stack or overlay is gone, so that nobody plans or reads what no cluster file describes. One that
 * holds more than can be made again (a state and its backup, a plan, somebody's own file) stays whole, and is told. Folders without
 * the file by which their kind is known are none.
 */
export function deleteStaleStacks(
  folder: string,
  { stacks, overlays }: Readonly<Record<keyof typeof KINDS, readonly string[]>>,
): StaleStack[] {
  return [
    ...staleIn(join(folder, "stacks"), stacks, KINDS.stacks),
    ...staleIn(join(folder, "overlays"), overlays, KINDS.overlays),
  ];
}

function staleIn(folder: string, kept: readonly string[], kind: Kind): StaleStack[] {
  return foldersOf(folder, kind)
    .filter((name) => !kept.includes(name))
    .flatMap((name) => deleteStale(join(folder, name), kind));
}

function deleteStale(path: string, { madeAgain }: Kind): StaleStack[] {
  const holds = namesIn(path).filter((name) => !madeAgain.includes(name));
  if (holds.length > 0) return [{ path, holds }];
  try {
    rmSync(path, { recursive: true });
    return [];
  } catch (error) {
    return [{ path, holds: [String(error).replace(/^Error: /, "")] }];
  }
}

/** A link to a folder is somebody else's, that of all stacks too. An output without stacks has no folder of them. */
function foldersOf(folder: string, { mark }: Kind): string[] {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && namesIn(join(folder, entry.name)).includes(mark))
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
