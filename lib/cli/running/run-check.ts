import type { Fleet } from "../../inventory/fleet";
import type { CheckFormat } from "../../report/check/check-format";
import { painter } from "../../report/text/colour";
import { answered } from "../answered";
import { readClusterFiles } from "../files/cluster-files";
import { repositoryPath } from "../files/repository-path";
import { readTexts } from "../files/source-files";
import { readLastUse } from "../files/logs/usage-file";
import type { CliContext } from "../context";
import { type ExitCode, exitCodeOf } from "../exit-code";
import { Failure } from "../failure";
import { withOverlays } from "./overlay/check-overlays";

/** What was typed after `check`. */
export interface CheckOptions {
  readonly files: readonly string[];
  readonly format: CheckFormat;
  /**
   * Paths of what is live.
   * @default cluster files alone
   */
  readonly live?: readonly string[];
  /**
   * Path of what `usage --output` wrote.
   * @default nobody tells who was seen
   */
  readonly usage?: string;
  /**
   * Whether each accepted finding is told.
   * @default one line counts them
   */
  readonly verbose?: boolean;
}

/** Reads and judges cluster files, and prints what was found. */
export async function runCheck(context: CliContext, options: CheckOptions): Promise<ExitCode> {
  const { files, live = [], usage } = options;
  if ([...files, ...live, ...(usage === undefined ? [] : [usage])].filter((path) => path === "-").length > 1) {
    throw new Failure("`-` stands twice: standard input can be read once");
  }
  const read = await withOverlays(context, await readClusterFiles(context, files, { neighbours: true }), files);
  const judged = live.length === 0 ? read : await withLive(context, read, live);
  const fleet = usage === undefined ? judged : await withUsage(context, judged, usage);
  context.stdout.write(await printed(fleet, options, context));
  return exitCodeOf(fleet.findings);
}

/** Loads what reads live data when there are some. */
async function withLive(context: CliContext, fleet: Fleet, paths: readonly string[]): Promise<Fleet> {
  const texts = await readTexts(context, paths);
  const { checkLive } = await import("../../app/check/check-live.js");
  return answered(checkLive(fleet, texts), "--live");
}

/** The same for what logs tell. */
async function withUsage(context: CliContext, fleet: Fleet, path: string): Promise<Fleet> {
  const use = await readLastUse(context, path);
  const { checkUsage } = await import("../../app/check/check-usage.js");
  return answered(checkUsage(fleet, use), "--usage");
}

async function printed(
  fleet: Fleet,
  { format, verbose = false }: CheckOptions,
  { stdout, env, cwd }: CliContext,
): Promise<string> {
  switch (format) {
    case "text":
      return (await import("../../report/check/check-text.js")).checkText(fleet, painter(stdout, env), { verbose });
    case "json":
      return (await import("../../report/check/check-json.js")).checkJsonText(fleet);
    case "sarif":
      return (await import("../../report/findings/sarif.js")).sarifText(placedIn(cwd, fleet), "gate");
    case "github":
      return (await import("../../report/findings/github.js")).githubText(placedIn(cwd, fleet));
  }
}

/** Findings under the names that files have in their repository. */
function placedIn(cwd: string, fleet: Fleet): Fleet {
  const pathOf = repositoryPath(cwd);
  return { ...fleet, findings: fleet.findings.map((finding) => ({ ...finding, file: pathOf(finding.file) })) };
}
