import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
} from "node:fs";
import { basename, dirname, isAbsolute, relative, sep } from "node:path";
import { reasonOf } from "../../finding/reason-of";
import { shorten } from "../../finding/shorten";
import { LARGEST_FILE, tooLarge } from "../file-size";
import type { ClusterFileSource } from "../inventory";
import type { FleetSource } from "../fleet-file/fleet-source";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import type { LocatedFinding } from "../finding/located-finding";

/** A folder, or a file in it, that cannot be opened: nothing is known of what it says. */
export interface InventoryFailure {
  /** The folder or file. */
  readonly unreadable: string;
  /** The system's words: `ENOENT: no such file or directory, scandir 'clusters'`. */
  readonly reason: string;
}

/** Cluster files as they were read, and what is wrong with those that were not. */
export interface FilesRead {
  readonly sources: readonly ClusterFileSource[];
  readonly findings: readonly LocatedFinding[];
  /**
   * What the organisation says for all of them: the `fleet.yaml` at the top of a whole fleet.
   * @default there is none, or a part of a fleet was read
   */
  readonly fleet?: FleetSource;
}

/** A link in the last place is not followed, and a pipe is opened without a writer. Windows has neither. */
const OPEN = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const CHUNK = 64 * 1024;

/**
 * Reads one cluster file; findings name it `file`, wherever it is. It has to be a regular file of bounded size in its
 * folder, or a link to a cluster file in there: findings quote what they read, and a link can lead to what nobody may see. What is
 * judged is what was opened: no other file can be put in its place in between. A folder above it can be, by whoever may
 * write there.
 */
export function readClusterFile(file: string, at = file): FilesRead | InventoryFailure {
  try {
    const real = realpathSync(at);
    const folder = realpathSync(dirname(at));
    if (!isInside(folder, real)) return refused(file, outside(at));
    if (isHidden(relative(folder, real), basename(at))) return refused(file, hidden(at));
    return readOpened(file, real);
  } catch (error) {
    if (isSpecial(error)) return refused(file, notRegular("a socket or device"));
    return { unreadable: file, reason: String(error).replace(/^Error: /, "") };
  }
}

function readOpened(file: string, real: string): FilesRead {
  const opened = openSync(real, OPEN);
  try {
    const found = fstatSync(opened);
    if (!found.isFile()) return refused(file, notRegular(kindOf(found)));
    if (found.size > LARGEST_FILE) return refused(file, tooLarge(found.size));
    const bytes = contentOf(opened);
    if (bytes.length > 0 && fstatSync(opened).size === 0) return refused(file, notRegular(MADE_AS_READ));
    return { sources: [{ file, bytes, real }], findings: [] };
  } finally {
    closeSync(opened);
  }
}

/** Files of `/proc` have no size, whatever they hold: the environment of a process, say. */
const MADE_AS_READ = "one that the system makes as it is read";

/** Up to one byte more than a file may have: the size that the system tells is not always the content's. */
function contentOf(opened: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= LARGEST_FILE) {
    const chunk = Buffer.alloc(CHUNK);
    const count = readSync(opened, chunk, 0, CHUNK, null);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    size += count;
  }
  return Buffer.concat(chunks);
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Whether a link of a name leads to what is no cluster file by its own name. Mounted ConfigMaps have folders `..data`. */
function isHidden(way: string, name: string): boolean {
  if (way === name) return false;
  const folders = way.split(sep).slice(0, -1);
  return !isClusterFileName(basename(way)) || folders.some((folder) => /^\.[^.]/.test(folder));
}

/** Whether a file of the folder is read: hidden files and others are no cluster files. */
export function isClusterFileName(name: string): boolean {
  return /^[^.].*\.ya?ml$/i.test(name);
}

/** A cluster file that cannot be opened, beside others that can. */
export function unreadable({ unreadable: file, reason }: InventoryFailure, at: string): LocatedFinding {
  const why = reasonOf(reason);
  const help = linkAdvice(at) ?? "give the user who runs this the right to read the file, or move it out of the folder";
  return {
    ...finding("file-unreadable", "", { message: `cannot be read, expected a file that opens, got \`${why}\``, help }),
    file,
  };
}

/** What to do with a link that leads nowhere; undefined of what is no link. */
export function linkAdvice(at: string): string | undefined {
  const isLink = lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? `it is a link to \`${shorten(targetOf(at))}\`: delete it, or put a cluster file there` : undefined;
}

function refused(file: string, problem: ReturnType<typeof finding>): FilesRead {
  return { sources: [], findings: [{ ...problem, file }] };
}

function outside(at: string) {
  return finding("file-outside-folder", "", {
    message: `a link that leads out of the folder, expected a file in it, got a link to \`${shorten(targetOf(at))}\``,
    help: "put the file itself into the folder: findings quote the file, and a link can lead to a secret",
  });
}

function hidden(at: string) {
  return finding("file-link-hidden", "", {
    message: `a link to a file that is hidden or not named as a cluster file, expected one named *.yaml, got a link to \`${shorten(targetOf(at))}\``,
    help: "put the file itself into the folder: findings quote the file, and other files can hold secrets",
  });
}

function targetOf(at: string): string {
  try {
    return readlinkSync(at);
  } catch {
    return at;
  }
}

function notRegular(kind: string) {
  return finding("file-not-regular", "", {
    message: `not a regular file, expected one, got ${kind}`,
    help:
      kind === "a folder"
        ? "name the cluster file in it: this command works on one"
        : "write the text to a file; the command line takes it through standard input too, as `-`",
  });
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return "a folder";
  return found.isFIFO() ? "a pipe" : "a device";
}

/** A socket, or a device that nobody serves, cannot be opened. */
function isSpecial(error: unknown): boolean {
  return /^Error: (ENXIO|EOPNOTSUPP):/.test(String(error));
}
