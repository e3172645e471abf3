import type { Finding } from "../finding/finding";
import { compareText } from "../finding/text-order";
import { inventoryFinding as finding } from "./finding/inventory-finding";
import { sortFindings } from "../finding/finding-order";
import { type LocatedFinding, locatedAt } from "./finding/located-finding";
import {
  type ClusterFile,
  type ParsedClusterFile,
  parseClusterFile,
  parseIdentity,
} from "./cluster-file/parse-cluster-file";
import { type IdentifiedFile, twinFindings } from "./twins";
import { decodeText } from "../yaml/text-encoding";

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
  /**
   * Files that leave questions open, and have no other fault, with any answer to them: to explain, never to render.
   * @default none
   */
  readonly open?: readonly ClusterFile[];
  /** By file, line and column. */
  readonly findings: readonly LocatedFinding[];
}

/** Larger files are not read: 3,000 entries, the quota of a cluster, are smaller. */
export const LARGEST_FILE = 1024 * 1024;

/** What else decides whether files describe a cluster each. */
export interface Surroundings {
  /**
   * Files beside those that are read, of which only the names of their clusters and their states are asked.
   * @default none
   */
  readonly neighbours?: readonly ClusterFileSource[];
  /**
   * Folder of the output, in which each stack has one: local states are relative to it.
   * @default `cdktf.out`
   */
  readonly outdir?: string;
}

/** Reads all cluster files; their order does not matter. */
export function parseInventory(sources: readonly ClusterFileSource[], around: Surroundings = {}): Inventory {
  const { neighbours = [], outdir = "cdktf.out" } = around;
  const parsed = inOrder(sources).map(parseSource);
  return {
    clusters: parsed.flatMap(({ cluster }) => cluster ?? []),
    open: parsed.flatMap(({ open }) => open ?? []),
    findings: sortFindings([
      ...parsed.flatMap(({ findings }) => findings),
      ...twinFindings(parsed, { before: inOrder(neighbours).flatMap(identified), outdir }),
    ]),
  };
}

function inOrder(sources: readonly ClusterFileSource[]): ClusterFileSource[] {
  return [...sources].sort((a, b) => compareText(a.file, b.file));
}

/** What is wrong with a neighbour is told when it is read itself. */
function identified({ file, bytes }: ClusterFileSource): IdentifiedFile[] {
  const decoded = bytes.length > LARGEST_FILE ? undefined : decodeText(bytes);
  return decoded === undefined || !("text" in decoded) ? [] : [{ file, ...parseIdentity(decoded.text) }];
}

interface ParsedSource extends ParsedClusterFile {
  readonly file: string;
}

function parseSource({ file, bytes }: ClusterFileSource): ParsedSource {
  if (bytes.length > LARGEST_FILE) return refused(file, tooLarge(bytes.length));
  const decoded = decodeText(bytes);
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

/** What is said of a file of `size` bytes, which is more than {@link LARGEST_FILE}. */
export function tooLarge(size: number): Finding {
  return finding("file-too-large", "", {
    message: `too large, expected at most ${LARGEST_FILE} bytes, got \`${size}\``,
  });
}

function notUtf8(): Finding {
  return finding("file-not-utf8", "", {
    message: "not UTF-8, expected text in UTF-8 or UTF-16",
    help: "save the file as UTF-8: another encoding can change names without a word",
  });
}
