import { resolve } from "node:path";
import { fleetStatus, type FleetStatus } from "../../app/status/fleet-status";
import { outputFolder } from "../../inventory/folder/output-folder";
import type { StatusFormat } from "../../report/status/status-format";
import type { CliContext } from "../context";
import { type ExitCode, exitCodeOf } from "../exit-code";
import { Failure } from "../failure";
import { readWholeFleet } from "../files/cluster-files";
import { readVerdictFiles } from "../files/verdict-files";
import { writeFileWhole } from "../files/write-file";
import { lookOf } from "../running/look";
import { progressLine } from "../running/progress-line";

/** What was typed after `status`. */
export interface StatusOptions {
  /** @default CLUSTERS_DIR, or `clusters` */
  readonly folder?: string | undefined;
  /** A result of `verify --format json`, or a folder of them. */
  readonly verified?: string;
  readonly format: StatusFormat;
  /** @default standard output */
  readonly output?: string;
}

/** Reads a fleet, and prints where each cluster is and what may be done next. Blockers are told; errors of files fail. */
export async function runStatus(context: CliContext, options: StatusOptions): Promise<ExitCode> {
  const { cwd, env, today, stdout, stderr } = context;
  const read = readWholeFleet(context, options.folder);
  const verified = options.verified === undefined ? undefined : await readVerdictFiles(context, options.verified);
  if (verified?.problem !== undefined)
    throw new Failure(`${verified.name}: ${verified.problem.reason}`, { help: verified.problem.help });
  const line = progressLine(stderr, "clusters");
  const status = fleetStatus({
    ...read,
    verdicts: verified?.verdicts ?? [],
    isVerified: verified !== undefined,
    now: Date.now(),
    today,
    outdir: resolve(cwd, outputFolder(env, cwd)),
    progress: line.show,
  });
  line.clear();
  const text = await printed(status, options.format, context);
  if (options.output === undefined) stdout.write(text);
  else await writeFileWhole(resolve(cwd, options.output), text, options.output);
  const errors = status.clusters.flatMap(({ blockers }) => blockers.filter(({ severity }) => severity === "error"));
  return exitCodeOf([...status.findings, ...errors]);
}

/** Loads the one format that is asked for. */
async function printed(status: FleetStatus, format: StatusFormat, context: CliContext): Promise<string> {
  switch (format) {
    case "text":
      return (await import("../../report/status/status-text.js")).statusText(status, lookOf(context));
    case "json":
      return (await import("../../report/status/status-json.js")).statusJsonText(status);
    case "markdown":
      return (await import("../../report/status/status-markdown.js")).statusMarkdown(status);
    case "html":
      return (await import("../../report/status/html/status-html.js")).statusHtml(status);
  }
}
