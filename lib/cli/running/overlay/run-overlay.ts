import { changedLines } from "../../../app/step/changed-lines";
import type { FileFinding } from "../../../inventory/file-findings";
import { parseInventory } from "../../../inventory/inventory";
import { isOverlay } from "../../../overlay/is-overlay";
import { untold } from "../../../overlay/check/untold";
import { makeOverlays, type Overlays } from "../../../overlay/make-overlays";
import type { OverlayTarget } from "../../../overlay/overlay-target";
import { rootStatesShared, stackStates } from "../../../overlay/root-states";
import { settledText } from "../../../overlay/settle/settled-text";
import { painter } from "../../../report/text/colour";
import { findingsText } from "../../../report/findings/findings-text";
import { shownSentence } from "../../../report/text/shown";
import type { CliContext } from "../../context";
import { type ExitCode, exitCodeOf } from "../../exit-code";
import { Failure } from "../../failure";
import { readClusterFiles, surroundings } from "../../files/cluster-files";
import { mayBeOverlay } from "./check-overlays";
import { type Gone, goneClusterWords, requireGone } from "./gone-clusters";
import { differingFiles, type OverlayOnDisk, overlayOnDisk, writeOverlay } from "./overlay-on-disk";

/** What was typed after `overlay`. */
export interface OverlayOptions {
  readonly files: readonly string[];
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly remove?: boolean;
  readonly settle?: boolean;
  /**
   * Clusters whose files are deleted: their part may go.
   * @default none
   */
  readonly gone?: readonly string[];
  /** With `settle`: the line of the module to go to. */
  readonly moduleVersion?: "20" | "21";
}

/** Writes, checks, shows, removes or settles the overlays of cluster files. */
export async function runOverlay(context: CliContext, options: OverlayOptions): Promise<ExitCode> {
  const { check = false, diff = false, remove = false, settle = false, gone = [] } = options;
  if ([check, diff, remove, settle].filter(Boolean).length > 1)
    throw new Failure("--check, --diff, --remove, --settle: expected one of them at most");
  if (options.moduleVersion !== undefined && !settle)
    throw new Failure("--module-version: expected --settle beside it");
  if (gone.length > 0 && (check || settle))
    throw new Failure("--gone: expected neither --check nor --settle beside it");
  const fleet = await readClusterFiles(context, options.files);
  if (!fleet.isRefused && !fleet.clusters.some(isOverlay)) {
    const help =
      "write `render: overlay` into a cluster file, and under `overlay` the folder of the root module as `root`; `import --root` writes both";
    throw new Failure("no cluster file with `render: overlay`, expected at least one", { help, exitCode: 1 });
  }
  const { neighbours, outdir } = surroundings(context, options.files, fleet.clusters);
  const beside = parseInventory(neighbours.filter(mayBeOverlay)).clusters.filter(isOverlay);
  const overlays = await makeOverlays(fleet.clusters, context.cwd, beside);
  const taken: Gone = { gone, clusters: fleet.clusters, neighbours, cwd: context.cwd };
  if (remove) {
    const { removeOverlays } = await import("./remove-overlays.js");
    return removeOverlays(context, fleet, { ...overlays, gone: taken });
  }
  const files = overlays.files.map((one) => overlayOnDisk(one, gone));
  const states = rootStatesShared(overlays.targets, stackStates(fleet.clusters), outdir);
  const refusals = [...overlays.findings, ...states, ...files.flatMap(({ findings }) => findings)];
  const findings: FileFinding[] = [...fleet.findings, ...refusals, ...overlays.targets.flatMap(untold)];
  if (fleet.isRefused || refusals.length > 0) return refused(context, findings, { writes: !check && !diff && !settle });
  requireGone(files, taken);
  if (settle) return settled(context, overlays, { findings, line: options.moduleVersion });
  if (check) return checked(context, files, findings);
  if (diff) return shown(context, files, findings);
  context.stderr.write(findingsText(findings, painter(context.stderr, context.env)));
  for (const one of files) await writeFiles(context, one);
  for (const line of goneClusterWords(gone)) context.stdout.write(`${shownSentence(line)}\n`);
  return exitCodeOf(findings);
}

const REFUSED = "nothing was written: mend the errors and blockers above\n";

function refused(
  context: CliContext,
  findings: readonly FileFinding[],
  { writes }: { readonly writes: boolean },
): ExitCode {
  context.stderr.write(findingsText(findings, painter(context.stderr, context.env)));
  if (writes) context.stderr.write(REFUSED);
  return 1;
}

async function writeFiles({ stdout }: CliContext, overlay: OverlayOnDisk): Promise<void> {
  for (const line of await writeOverlay(overlay)) stdout.write(`${shownSentence(line)}\n`);
}

/** Both files serve all clusters of one root module. */
function rootsOf(targets: readonly OverlayTarget[]): (readonly OverlayTarget[])[] {
  const paths = [...new Set(targets.map(({ root }) => root.path))];
  return paths.map((path) => targets.filter(({ root }) => root.path === path));
}

function checked(context: CliContext, files: readonly OverlayOnDisk[], findings: readonly FileFinding[]): ExitCode {
  const all = [...findings, ...files.flatMap(differingFiles)];
  context.stdout.write(findingsText(all, painter(context.stdout, context.env)));
  return exitCodeOf(all);
}

function shown(context: CliContext, files: readonly OverlayOnDisk[], findings: readonly FileFinding[]): ExitCode {
  context.stderr.write(findingsText(findings, painter(context.stderr, context.env)));
  for (const { wanted, present } of files) {
    for (const [name, text] of Object.entries(wanted.texts)) {
      const lines = changedLines(present.get(name) ?? "", text);
      if (lines.length === 0) continue;
      context.stdout.write(`${shownSentence(`${wanted.folder}/${name}`)}\n`);
      for (const { line, removed, added } of lines) {
        const printed = [`@@ ${line}`, ...removed.map((one) => `- ${one}`), ...added.map((one) => `+ ${one}`)];
        for (const one of printed) context.stdout.write(`${shownSentence(one)}\n`);
      }
    }
  }
  return exitCodeOf(findings);
}

interface Settling {
  readonly findings: readonly FileFinding[];
  readonly line: OverlayOptions["moduleVersion"];
}

function settled(context: CliContext, { targets }: Overlays, { findings, line }: Settling): ExitCode {
  const made = rootsOf(targets).map((own) => settledText(own, line));
  const all = [...findings, ...made.flatMap((one) => ("findings" in one ? one.findings : []))];
  context.stderr.write(findingsText(all, painter(context.stderr, context.env)));
  for (const one of made) if ("text" in one) context.stdout.write(one.text);
  return exitCodeOf(all);
}
