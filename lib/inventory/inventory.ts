import { resolve } from "node:path";
import type { Finding } from "../finding/finding";
import { compareText } from "../finding/text-order";
import { inventoryFinding as finding } from "./finding/inventory-finding";
import { type LocatedFinding, locatedAt, sortLocated } from "./finding/located-finding";
import { type ClusterFile, type ParsedClusterFile, parseClusterFile } from "./cluster-file/parse-cluster-file";
import { decodeUtf8 } from "../yaml/utf8";
import { isShared, stateOf } from "./definition/shared-state";
import { nameTwice, sameFolder } from "./definition/stack-name";

/** A file as it was read. */
export interface ClusterFileSource {
  /** As findings name it: `clusters/demo.yaml`. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** The clusters of a folder, and everything that is wrong with its files. */
export interface Inventory {
  /** Files without errors, by name. */
  readonly clusters: readonly ClusterFile[];
  /** By file, line and column. */
  readonly findings: readonly LocatedFinding[];
}

/** Larger files are not read: 3,000 entries, the quota of a cluster, are smaller. */
export const LARGEST_FILE = 1024 * 1024;

/** Reads all cluster files; their order does not matter. */
export function parseInventory(sources: readonly ClusterFileSource[]): Inventory {
  const parsed = [...sources].sort((a, b) => compareText(a.file, b.file)).map(parseSource);
  return {
    clusters: parsed.flatMap(({ cluster }) => cluster ?? []),
    findings: sortLocated([
      ...parsed.flatMap(({ findings }) => findings),
      ...namedTwice(parsed),
      ...statesShared(parsed),
    ]),
  };
}

interface ParsedSource extends ParsedClusterFile {
  readonly file: string;
}

function parseSource({ file, bytes }: ClusterFileSource): ParsedSource {
  if (bytes.length > LARGEST_FILE) return refused(file, tooLarge(bytes.length));
  const decoded = decodeUtf8(bytes);
  if ("text" in decoded) return { file, ...parseClusterFile(file, decoded.text) };
  return refused(file, notUtf8(), decoded.badAt);
}

function refused(file: string, problem: Finding, at = { line: 1, column: 1 }): ParsedSource {
  return {
    file,
    cluster: undefined,
    clusterName: undefined,
    state: undefined,
    findings: [locatedAt(file, problem, at)],
  };
}

function namedTwice(parsed: readonly ParsedSource[]): LocatedFinding[] {
  return parsed.flatMap(({ file, clusterName }, i) => {
    const first = parsed.slice(0, i).find((other) => isTwin(other, clusterName));
    if (clusterName === undefined || first?.clusterName === undefined) return [];
    const problem = nameTwice(clusterName.text, { name: first.clusterName.text, what: first.file });
    return [locatedAt(file, problem, clusterName.at)];
  });
}

/** Of one name and no backend, two files share their state by the name alone, which is refused as such. */
function statesShared(parsed: readonly ParsedSource[]): LocatedFinding[] {
  const stacks = parsed.flatMap(statefulStack);
  return stacks.flatMap((one, i) => {
    const hasTwinState = (other: typeof one): boolean =>
      sameFolder(other.name, one.name) && other.isDefault && one.isDefault;
    const first = stacks.slice(0, i).find((other) => isShared(other.state, one.state) && !hasTwinState(other));
    return first === undefined ? [] : [locatedAt(one.file, stateShared(first.file, one.state.words), one.at)];
  });
}

function statefulStack({ file, clusterName, state }: ParsedSource) {
  if (clusterName === undefined || state === undefined) return [];
  const { at, backend = { local: {} } } = state;
  const name = clusterName.text;
  const isDefault = "local" in backend && backend.local.path === undefined;
  return [
    { file, at, name, isDefault, state: stateOf({ name, folder: resolve("cdktf.out", "stacks", name), backend }) },
  ];
}

function stateShared(file: string, words: string): Finding {
  return finding("state-shared", "terraform.backend", {
    message: `the stack of ${file} has this state too, expected a state for each file, got \`${words}\``,
    help: "give each file a state of its own: the plan of one would destroy what the other one made",
  });
}

function isTwin({ clusterName: one }: ParsedSource, other: ParsedSource["clusterName"]): boolean {
  return one !== undefined && other !== undefined && sameFolder(one.text, other.text);
}

/** What is said of a file of `size` bytes, which is more than {@link LARGEST_FILE}. */
export function tooLarge(size: number): Finding {
  return finding("file-too-large", "", {
    message: `too large, expected at most ${LARGEST_FILE} bytes, got \`${size}\``,
  });
}

function notUtf8(): Finding {
  return finding("file-not-utf8", "", {
    message: "not UTF-8, expected text in UTF-8",
    help: "save the file as UTF-8: another encoding can change names without a word",
  });
}
