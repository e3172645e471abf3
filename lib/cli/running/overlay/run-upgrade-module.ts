import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { upgradeModule } from "../../../overlay/upgrade/upgrade-module";
import { upgradeWords } from "../../../overlay/upgrade/upgrade-words";
import { findingsText } from "../../../report/findings/findings-text";
import { painter } from "../../../report/text/colour";
import { shownSentence } from "../../../report/text/shown";
import type { CliContext } from "../../context";
import { type ExitCode, exitCodeOf } from "../../exit-code";
import { Failure } from "../../failure";
import { readTexts } from "../../files/source-files";
import { writeFileWhole } from "../../files/write-file";

/** What was typed after `upgrade-module`. */
export interface UpgradeOptions {
  readonly root: string;
  readonly state: string;
  readonly module?: string;
  readonly to: "20" | "21";
  readonly dryRun?: boolean;
}

/** Prints what to edit, and writes the rows beside it: never over a file that is there. */
export async function runUpgradeModule(context: CliContext, options: UpgradeOptions): Promise<ExitCode> {
  const { root, state, module, to, dryRun = false } = options;
  const [source] = await readTexts(context, [state]);
  if (source === undefined) throw new Failure(`${state}: expected a state of Terraform`);
  const made = await upgradeModule({
    root: { folder: root, path: resolve(context.cwd, root) },
    state: { file: state, text: source.text },
    to,
    ...(module === undefined ? {} : { module }),
  });
  if ("findings" in made) {
    context.stderr.write(findingsText(made.findings, painter(context.stderr, context.env)));
    context.stderr.write("nothing was written: mend the errors above\n");
    return exitCodeOf(made.findings);
  }
  const files = Object.entries(made.upgrade.files).map(([name, text]) => ({ name, text }));
  const { folder, path } = made.upgrade.folder;
  const taken = files.find(({ name }) => existsSync(join(path, name)));
  if (taken !== undefined && !dryRun)
    throw new Failure(`${join(folder, taken.name)}: there already, expected no file of this name`, {
      help: "no `moved` block in it takes aws-auth out of this call: keep the file where a plan of it is still to be applied; run with --dry-run to see what this run would write, and add that to it",
      exitCode: 1,
    });
  if (!dryRun) for (const { name, text } of files) await writeFileWhole(join(path, name), text);
  const written = dryRun ? [] : files.map(({ name }) => join(folder, name));
  for (const line of upgradeWords(made.upgrade, written)) context.stdout.write(`${shownSentence(line)}\n`);
  if (dryRun) for (const { name, text } of files) context.stdout.write(`\n# ${name}\n${text}`);
  return 0;
}
