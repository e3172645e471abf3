import { sep } from "node:path";
import type { Finding } from "../../../finding/finding";
import { shorten } from "../../../finding/shorten";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { kindAt, type Links, realPath } from "./real-path";
import { foldPath, type State } from "./shared-state";

/** What lies around a local state. */
interface Around {
  /** Folder of the output. */
  readonly outdir: string;
  /**
   * Files that are read, by {@link realFiles}.
   * @default none
   */
  readonly files?: ReadonlyMap<string, string>;
  /** @default asked of the disk */
  readonly links?: Links;
}

/** Files, as paths from the folder of the process, by where they really are: asked of each once, for fleets have a thousand. */
export function realFiles(files: readonly string[], links: Links): ReadonlyMap<string, string> {
  return new Map([...files].reverse().map((file) => [foldPath(realPath(".", file, links)), file]));
}

/**
 * Why a local state cannot lie where its path leads: on something that is no file, on a file that is read, or in the folder of
 * the output. Nothing is said of other backends.
 */
export function statePathFindings(state: State, around: Around): Finding[] {
  if (state.kind !== "file" || state.local === undefined) return [];
  const { local, words } = state;
  const read = around.files?.get(foldPath(local));
  const what = read === undefined ? (whatIsNoFile(local, words) ?? insideOf(local, around)) : `the file ${read}`;
  if (what === undefined) return [];
  const message = `expected a file for the state alone, outside of the output, got \`${shorten(words)}\`, which is ${what}`;
  const help =
    "leave `path` out, or name a file such as `../../../states/demo.tfstate`; paths are from the stack's folder";
  return [finding("state-path-unfit", "terraform.backend.local.path", { message, help })];
}

function whatIsNoFile(path: string, words: string): string | undefined {
  const kind = kindAt(path);
  if (kind === "folder" || /(?:^|[/\\])\.{0,2}$/.test(words)) return "a folder";
  return kind === "other" ? "no regular file" : undefined;
}

function insideOf(path: string, { outdir, links }: Around): string | undefined {
  const folder = realPath(".", outdir, links);
  return foldPath(path).startsWith(foldPath(`${folder}${sep}`)) ? "in the folder of the output" : undefined;
}
