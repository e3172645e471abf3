import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { FileFinding } from "../../../inventory/file-findings";
import { clustersIn, type OverlayTexts } from "../../../overlay/files/overlay-files";
import { overlayAt } from "../../../overlay/overlay-finding";
import { ownFile } from "../../../overlay/root/regular-file";
import { Failure } from "../../failure";
import { writeFileWhole } from "../../files/write-file";

/** The files of one root module, as they are and as they are to be. */
export interface OverlayOnDisk {
  readonly wanted: OverlayTexts;
  /** By name; undefined where there is none. */
  readonly present: ReadonlyMap<string, string | undefined>;
  /** Why they may not be written. */
  readonly findings: readonly FileFinding[];
}

/** Reads what is there in the place of the files of an overlay; clusters that are gone may be taken out. */
export function overlayOnDisk(wanted: OverlayTexts, gone: readonly string[] = []): OverlayOnDisk {
  const present = new Map<string, string | undefined>();
  const findings: FileFinding[] = [];
  for (const name of Object.keys(wanted.texts)) {
    const path = join(wanted.path, name);
    const found = ownFile(path);
    if (found !== undefined && "problem" in found)
      throw new Failure(`${wanted.folder}/${name}: cannot be read: ${found.problem}`, {
        help: "rename it, or delete it",
      });
    const text = found?.text;
    present.set(name, text);
    if (text !== undefined) findings.push(...notOurs(wanted, name, { text, gone }));
  }
  return { wanted, present, findings };
}

/** A text that is there, and the clusters that may go from it. */
interface Present {
  readonly text: string;
  readonly gone: readonly string[];
}

function notOurs({ folder, clusters }: OverlayTexts, name: string, { text, gone }: Present): FileFinding[] {
  const file = `${folder}/${name}`;
  const known = clustersIn(text);
  if (known === undefined) {
    const message = "a file that eks-access did not write, expected none of this name";
    return [
      overlayAt(
        "overlay-file-foreign",
        { file, line: 1 },
        {
          message,
          help: "rename this file, or delete it, and type the command again: it overwrites no file of others",
        },
      ),
    ];
  }
  const left = known.filter((one) => !clusters.includes(one) && !gone.includes(one));
  if (left.length === 0) return [];
  const message = `the overlay of \`${left.join("`, `")}\` stands in this file too, and would be taken out, expected the cluster file of each cluster of this root module, got none for \`${left.join("`, `")}\``;
  const help = `where its cluster file is there, give all at once: \`eks-access overlay clusters\`; where it is deleted for good, take the cluster out: \`eks-access overlay clusters --gone ${left.join(" ")}\`. The next plan then does with that cluster what the root module says, and asks no guard`;
  return [overlayAt("overlay-cluster-left-out", { file, line: 1 }, { message, help })];
}

/** What is missing of the files, and what is not as the cluster files have it, each at its first line that is otherwise. */
export function differingFiles({ wanted, present }: OverlayOnDisk): FileFinding[] {
  return Object.entries(wanted.texts).flatMap(([name, text]) =>
    differs(`${wanted.folder}/${name}`, present.get(name), text),
  );
}

function differs(file: string, present: string | undefined, wanted: string): FileFinding[] {
  if (present === wanted) return [];
  const help = "run `eks-access overlay` with the cluster files, and commit what it writes";
  if (present === undefined)
    return [
      overlayAt(
        "overlay-file-differs",
        { file, line: 1 },
        { message: "missing, expected a file of the overlay", help },
      ),
    ];
  const [own, other] = [present.split("\n"), wanted.split("\n")];
  const at = own.findIndex((line, i) => line !== other[i]);
  const message = "not what the cluster files come to, expected the same";
  return [overlayAt("overlay-file-differs", { file, line: (at < 0 ? own.length : at) + 1 }, { message, help })];
}

/** Both, or neither: where the second cannot be written, the first is put back. What became of each, one line. */
export async function writeOverlay(overlay: OverlayOnDisk): Promise<string[]> {
  const { wanted, present } = overlay;
  const lines: string[] = [];
  try {
    for (const [name, text] of Object.entries(wanted.texts)) {
      if (present.get(name) !== text) await writeFileWhole(join(wanted.path, name), text, `${wanted.folder}/${name}`);
      const what = present.get(name) === text ? "unchanged" : present.get(name) === undefined ? "written" : "changed";
      lines.push(`${wanted.folder}/${name}: ${what}`);
    }
  } catch (error) {
    await putBack(overlay);
    throw error;
  }
  return lines;
}

/** Makes the files what they were before they were written. */
export async function putBack({ wanted, present }: OverlayOnDisk): Promise<void> {
  for (const [name, wantedText] of Object.entries(wanted.texts)) {
    const [path, text] = [join(wanted.path, name), present.get(name)];
    const isChanged = existsSync(path) && text !== wantedText;
    if (isChanged && text === undefined && readFileSync(path, "utf8") === wantedText) await rm(path, { force: true });
    if (isChanged && text !== undefined && readFileSync(path, "utf8") !== text) await writeFileWhole(path, text);
  }
}
