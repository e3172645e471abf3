import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, relative, resolve } from "node:path";
import type { Anonymiser } from "../../../anonymise/anonymiser";
import type { ImportFormat } from "../../../report/import/import-format";
import { importJsonText } from "../../../report/import/import-json";
import { type Imported, importCluster } from "../../../app/import/import-cluster";
import { draftOverlay, terraformSources } from "../../../app/import/import-overlay";
import { reasonOf } from "../../../finding/reason-of";
import { painter } from "../../../report/text/colour";
import { findingsText } from "../../../report/findings/findings-text";
import { printable } from "../../../report/text/printable";
import { importText } from "../../../report/import/import-text";
import { readOneFile } from "../../files/cluster-files";
import type { CliContext } from "../../context";
import { type ExitCode, exitCodeOf } from "../../exit-code";
import { Failure } from "../../failure";
import { anonymisedTexts, anonymiserIf, failingAnonymised, shownIf } from "../../files/anonymised";
import { type LiveOptions, liveText } from "../../files/live/live-cluster";
import { schemaReference } from "../../files/schema-reference";
import { readTexts, textOf } from "../../files/source-files";
import { writeFileWhole } from "../../files/write-file";
import type { SourceText } from "../../../sources/source-documents";

/** What was typed after `import`. */
export interface ImportOptions extends LiveOptions {
  readonly sources: readonly string[];
  /** The live cluster that is read. */
  readonly cluster?: string;
  /** @default false */
  readonly allClusters?: boolean;
  readonly regions?: readonly string[];
  /** @default false */
  readonly anonymise?: boolean;
  readonly output?: string;
  readonly update?: string;
  readonly name?: string;
  readonly account?: string;
  /** Folder of the root module whose state is among the sources. */
  readonly root?: string;
  readonly format: ImportFormat;
}

/** Imports, writes the file whole or not at all, and prints what was found. */
export async function runImport(context: CliContext, options: ImportOptions): Promise<ExitCode> {
  refuseMisuse(options);
  if (options.allClusters === true) {
    const { importAll } = await import("./run-import-all.js");
    const { allClusters: _, ...rest } = options;
    return importAll(context, rest, async (one, texts) => importTexts(context, { ...rest, ...one }, texts));
  }
  const anonymiser = anonymiserIf(options.anonymise);
  const { sources, cluster, output, name, profile, context: kube } = options;
  const typed = [...sources, cluster, output, name, profile, kube];
  return failingAnonymised(anonymiser, async () => importOne(context, options, anonymiser), typed);
}

async function importOne(
  context: CliContext,
  options: ImportOptions,
  anonymiser: Anonymiser | undefined,
): Promise<ExitCode> {
  const { cluster } = options;
  const live = cluster === undefined ? [] : [await liveText(context, cluster, { ...options, ...shownIf(anonymiser) })];
  const texts = [...(await readTexts(context, options.sources)), ...live];
  if (anonymiser === undefined) return importTexts(context, options, texts);
  const made = anonymisedTexts(texts, anonymiser);
  const asked = options.name ?? cluster;
  return importTexts(context, { ...options, ...(asked === undefined ? {} : { name: anonymiser.name(asked) }) }, made);
}

/** The same of sources that were read. */
async function importTexts(
  context: CliContext,
  options: ImportOptions,
  texts: readonly SourceText[],
): Promise<ExitCode> {
  const existing = options.update === undefined ? undefined : await readClusterText(context, options.update);
  const file = fileOf(options);
  const answers = await withOverlay(context, options, texts);
  if ("findings" in answers) {
    context.stderr.write(findingsText(answers.findings, painter(context.stderr, context.env)));
    context.stderr.write(REFUSED);
    return exitCodeOf(answers.findings);
  }
  const imported = importCluster({
    texts,
    answers,
    today: context.today,
    ...(file === undefined ? {} : { file }),
    ...(existing === undefined ? {} : { existing }),
    ...schemaOf(context, file),
  });
  const isWritten = imported.text !== undefined && file !== undefined;
  const written = isWritten ? await write(context, { path: file, imported, existing }) : undefined;
  print(context, options, { imported, written });
  return exitCodeOf(imported.findings);
}

/** A file without a name, on standard output, goes into `clusters`. */
function schemaOf({ cwd }: CliContext, file = "clusters/new.yaml"): { readonly schema?: string } {
  const schema = schemaReference(dirname(resolve(cwd, file)));
  return schema === undefined ? {} : { schema };
}

function refuseMisuse({ sources, output, update, account, root, name, ...live }: ImportOptions): void {
  const help = "eks-access import --help shows usage and examples";
  if (sources.length === 0 && live.cluster === undefined && live.allClusters !== true)
    throw new Failure("nothing to import, expected sources, --cluster or --all-clusters", { help });
  if (live.allClusters === true && (sources.length > 0 || live.cluster !== undefined || output === undefined))
    throw new Failure("--all-clusters: expected --output with a folder, and neither sources nor --cluster", { help });
  if (live.anonymise === true && live.allClusters === true)
    throw new Failure("--anonymise and --all-clusters: expected one cluster at a time", { help });
  if (live.regions !== undefined && live.allClusters !== true)
    throw new Failure("--regions: expected --all-clusters beside it", { help });
  if (root !== undefined && (output === undefined || output === "-"))
    throw new Failure("--root: expected --output with a new file, for `overlay.root` is written from its folder", {
      help,
    });
  if (live.anonymise !== true && live.allClusters !== true) refuseOtherName(output, name ?? live.cluster);
  if (output !== undefined && update !== undefined)
    throw new Failure("--output and --update: expected one of them", { help });
  if (sources.filter((source) => source === "-").length > 1) throw new Failure("- is given more than once", { help });
  if (update === "-") throw new Failure("--update -: expected a file", { help });
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new Failure(`--account: not an account ID, expected 12 digits, got \`${printable(account)}\``, { help });
  }
}

/** A cluster file has its cluster's name: of another one `check` would say so. */
function refuseOtherName(output: string | undefined, name: string | undefined): void {
  if (output === undefined || output === "-" || name === undefined || nameOf(output) === name) return;
  const own = `${dirname(output) === "." ? "" : `${dirname(output)}/`}${name}.yaml`;
  throw new Failure(
    `--output ${printable(output)}: expected a file that is named as the cluster, \`${printable(own)}\``,
    {
      help: "eks-access import --help shows usage and examples",
    },
  );
}

function nameOf(file: string): string {
  return basename(file).replace(/\.ya?ml$/i, "");
}

/** The file that is written; `-` is standard output. */
function fileOf({ output, update }: Pick<ImportOptions, "output" | "update">): string | undefined {
  return update ?? (output === "-" ? undefined : output);
}

/** What was answered, with the blocks of the root module where there is one. */
async function withOverlay({ cwd }: CliContext, options: ImportOptions, texts: readonly SourceText[]) {
  const answers = answersOf(options);
  const [file, { root }] = [fileOf(options), options];
  if (root === undefined || file === undefined) return answers;
  const { stateBlocks } = await import("../../../overlay/state-blocks.js");
  const path = resolve(cwd, root);
  const { addresses, configuration } = terraformSources(texts, answers);
  const found = await stateBlocks(addresses, { folder: root, path, calls: configuration.calls });
  if ("findings" in found) return found;
  const from = relative(dirname(resolve(cwd, file)), path).replaceAll("\\", "/");
  return { ...answers, overlay: draftOverlay(found.blocks, from, configuration) };
}

/** A file is named as its cluster. */
function answersOf({ name, region, account, cluster, ...options }: ImportOptions) {
  const file = fileOf(options);
  const clusterName = name ?? cluster ?? (file === undefined ? undefined : nameOf(file));
  return {
    ...(clusterName === undefined ? {} : { clusterName }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { accountId: account }),
  };
}

/** The text of a cluster file that is there. */
async function readClusterText(context: CliContext, path: string): Promise<string> {
  const { sources, findings } = await readOneFile(context, path);
  const [[source], [problem]] = [sources, findings];
  if (source !== undefined) return textOf(path, source.bytes);
  const { message = "cannot be read", help } = problem ?? {};
  throw new Failure(`${path}: ${message}`, { exitCode: 1, ...(help === undefined ? {} : { help }) });
}

interface Target {
  readonly path: string;
  readonly imported: Imported;
  /** Text of the file that is updated. */
  readonly existing: string | undefined;
}

/** Writes the file, unless it says the same already. Another file is never written over. */
async function write(context: CliContext, { path, imported, existing }: Target): Promise<"unchanged" | "written"> {
  const { text = "" } = imported;
  const before = existing ?? (await textIfThere(context, path));
  if (before === text) return "unchanged";
  if (existing === undefined && before !== undefined) {
    const help = `--update ${path} adds to it what is new; or delete it first`;
    throw new Failure(`${path}: there is another file, nothing was written`, { help, exitCode: 1 });
  }
  await makeFolderOf(context, path);
  await writeFileWhole(resolve(context.cwd, path), text);
  return "written";
}

/** The first cluster file of a repository comes into a folder that is not there yet. */
async function makeFolderOf({ cwd }: CliContext, path: string): Promise<void> {
  try {
    await mkdir(dirname(resolve(cwd, path)), { recursive: true });
  } catch (error) {
    throw new Failure(`${path}: cannot be written: ${reasonOf(error)}`, { help: "nothing was changed" });
  }
}

interface Outcome {
  readonly imported: Imported;
  readonly written: "unchanged" | "written" | undefined;
}

/** The file or what was done with it on standard output, findings on standard error; or all of it as JSON. */
function print({ stdout, stderr, env }: CliContext, options: ImportOptions, { imported, written }: Outcome): void {
  const { text, changes, findings, draft } = imported;
  const path = fileOf(options);
  if (options.format === "json") {
    const stage = draft.migration?.stage.value;
    stdout.write(
      importJsonText({
        ...(path === undefined || text === undefined ? {} : { file: path }),
        ...(text === undefined ? {} : { text }),
        ...(stage === undefined ? {} : { stage }),
        added: changes,
        findings,
      }),
    );
    return;
  }
  stderr.write(findingsText(findings, painter(stderr, env)));
  if (text === undefined) stderr.write(REFUSED);
  else stdout.write(path === undefined ? text : importText(path, imported, written === "unchanged"));
}

const REFUSED = "nothing was written: mend the errors above, in the cluster or in the sources, and import again\n";

async function textIfThere(context: CliContext, path: string): Promise<string | undefined> {
  if (!existsSync(resolve(context.cwd, path))) return undefined;
  return readClusterText(context, path);
}
