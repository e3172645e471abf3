import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from "node:fs";
import { reasonOf } from "../../finding/reason-of";

/** What a file of a root module says, or why it is not read. */
export type FileText = { readonly text: string } | { readonly problem: string };

/** Larger is no file that somebody wrote. */
const LARGEST = 4 * 1024 * 1024;
/** A pipe is opened without a writer. Windows has no such flag. */
const OPEN = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const CHUNK = 64 * 1024;

/**
 * The text of a regular file of at most 4 MiB. Teams link files of other folders into a root module: a link is followed where
 * it ends at a file that `isNamed` takes by its own name, for findings quote what they read, and other files can hold secrets.
 */
export function regularFile(path: string, isNamed: (name: string) => boolean): FileText {
  try {
    const real = realpathSync(path);
    if (!isNamed(real)) return { problem: "a link to a file of another kind, expected one to a file of Terraform" };
    return read(openSync(real, OPEN));
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

/** As {@link regularFile}, undefined where there is nothing, and no link is followed: we wrote none. */
export function ownFile(path: string): FileText | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (found.isSymbolicLink()) return { problem: "a link, expected a file that eks-access wrote" };
  return regularFile(path, () => true);
}

function read(opened: number): FileText {
  try {
    const found = fstatSync(opened);
    if (!found.isFile()) return { problem: "not a regular file, expected one" };
    const text = contentOf(opened);
    return text === undefined ? { problem: "larger than 4 MiB, expected a file of Terraform" } : { text };
  } finally {
    closeSync(opened);
  }
}

/** The size that the system tells is not always the content's. */
function contentOf(opened: number): string | undefined {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.alloc(CHUNK);
    const count = readSync(opened, chunk, 0, CHUNK, null);
    if (count === 0) return Buffer.concat(chunks).toString("utf8");
    chunks.push(chunk.subarray(0, count));
    size += count;
    if (size > LARGEST) return undefined;
  }
}
