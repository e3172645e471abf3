import type { Finding } from "../finding/finding";
import { compareText } from "../finding/text-order";
import { inventoryFinding as finding } from "./finding/inventory-finding";
import { sortFindings } from "../finding/finding-order";
import { type LocatedFinding, locatedAt } from "./finding/located-finding";
import { identityOf, UNIDENTIFIED } from "./cluster-file/file-identity";
import {
  type ClusterFile,
  type ParsedClusterFile,
  parseClusterFile,
  parseIdentity,
  wholeTree,
} from "./cluster-file/parse-cluster-file";
import { partitionOf } from "./definition/partition";
import { fleetComments } from "./fleet-file/fleet-comments";
import { type FleetSource, memberPath, readFleetSource } from "./fleet-file/fleet-source";
import { mergedText } from "./cluster-file/merged-text";
import { type IdentifiedFile, twinFindings } from "./twins";
import { LARGEST_FILE, tooLarge } from "./file-size";
import { decodeText } from "../yaml/text-encoding";

/** A file as it was read. */
export interface ClusterFileSource {
  /** As findings name it: `clusters/demo.yaml`. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /**
   * Where it really is, links followed.
   * @default on no disk
   */
  readonly real?: string;
  /**
   * Folders between that of the fleet and the file: `["prod"]`. The name of its stack begins with them.
   * @default none
   */
  readonly folders?: readonly string[];
  /**
   * What its folders say for all clusters in them, from the top.
   * @default nothing
   */
  readonly defaults?: readonly DefaultsSource[];
  /**
   * What its organisation says for all clusters: the `fleet.yaml` at the top.
   * @default nothing
   */
  readonly fleet?: FleetSource;
}

/** A `defaults.yaml` as it was read. */
export interface DefaultsSource {
  /** `clusters/prod/defaults.yaml` */
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
  const taken = new Set([...sources, ...neighbours].map(({ file }) => file));
  const parsed = inOrder(sources).map((source) => parseSource(source, taken));
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

/** The name and the state of a file beside those that are read: what is wrong with it is told when it is read itself. */
export function identified({ file, bytes, folders = [], defaults = [] }: ClusterFileSource): IdentifiedFile[] {
  const decoded = bytes.length > LARGEST_FILE ? undefined : decodeText(bytes);
  if (decoded === undefined || !("text" in decoded)) return [];
  return [{ file, folders, ...parseIdentity(decoded.text, { folders, defaults: defaults.flatMap(defaultsText) }) }];
}

/** One that is no text is told of the first file that it is for. */
function defaultsText({ file, bytes }: DefaultsSource): { readonly file: string; readonly text: string }[] {
  const decoded = bytes.length > LARGEST_FILE ? { badAt: { line: 1, column: 1 } } : decodeText(bytes);
  return [{ file, text: "text" in decoded ? decoded.text : "\0" }];
}

/** A file with what its folders and its fleet say, as one YAML text; undefined where it is no YAML: `check` tells why. */
export function mergedSource(source: ClusterFileSource): string | undefined {
  const { bytes, folders = [], defaults = [], fleet } = source;
  const decoded = decodeText(bytes);
  if (!("text" in decoded)) return undefined;
  const { root } = wholeTree(decoded.text, { folders, defaults: defaults.flatMap(defaultsText) });
  if (root === undefined) return undefined;
  const { id: accountId, region } = identityOf(root).account ?? {};
  const account = accountId === undefined ? {} : { accountId, partition: partitionOf(region ?? "") };
  const comments = fleet === undefined ? [] : fleetComments(fleet, memberPath(source), account);
  return `${comments.map((line) => `${line}\n`).join("")}${mergedText(root)}`;
}

/** What became of a file, and its name. */
interface ParsedSource extends ParsedClusterFile {
  readonly file: string;
  readonly folders: readonly string[];
}

/** Reads one file, whatever the others say; of those that are `taken` only the names are asked. */
export function parseSource(source: ClusterFileSource, taken?: ReadonlySet<string>): ParsedSource {
  const { file, bytes, folders = [], defaults = [], fleet } = source;
  if (bytes.length > LARGEST_FILE) return { folders, ...refused(file, tooLarge(bytes.length)) };
  const decoded = decodeText(bytes);
  if (!("text" in decoded)) return { folders, ...refused(file, notUtf8(), decoded.badAt) };
  const read = fleet === undefined ? undefined : readFleetSource(fleet);
  const rules = read?.rules === undefined ? {} : { rules: read.rules };
  const around = {
    folders,
    defaults: defaults.flatMap(defaultsText),
    ...rules,
    ...(taken === undefined ? {} : { taken }),
  };
  const parsed = parseClusterFile(file, decoded.text, around);
  return { ...parsed, file, folders, findings: [...parsed.findings, ...(read?.findings ?? [])] };
}

function refused(file: string, problem: Finding, at = { line: 1, column: 1 }): Omit<ParsedSource, "folders"> {
  return {
    file,
    cluster: undefined,
    ...UNIDENTIFIED,
    findings: [locatedAt(file, problem, at)],
  };
}

function notUtf8(): Finding {
  return finding("file-not-utf8", "", {
    message: "not UTF-8, expected text in UTF-8 or UTF-16",
    help: "save the file as UTF-8: another encoding can change names without a word",
  });
}
