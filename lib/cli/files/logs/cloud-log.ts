import type { Anonymiser } from "../../../anonymise/anonymiser";
import { helpOfCall, isOfCredentials } from "../../../sources/call-help";
import { reasonOfCall } from "../../../sources/collector";
import type { CliContext } from "../../context";
import { Failure } from "../../failure";
import { printable } from "../../../report/text/printable";
import type { LiveOptions } from "../live/live-cluster";

/** A span of a cluster's log in CloudWatch, up to now. */
export interface CloudLog extends Omit<LiveOptions, "context"> {
  readonly clusterName: string;
  readonly days: number;
}

const DAY = 24 * 60 * 60 * 1000;
const GIGABYTE = 1024 ** 3;

/**
 * The lines of a cluster's authenticator log in CloudWatch; what will be gone through is said first. Throws a {@link Failure}
 * where nothing can be read.
 */
export async function cloudLog(
  context: CliContext,
  { clusterName, days, ...options }: CloudLog,
  anonymiser?: Anonymiser,
): Promise<AsyncIterable<string>> {
  try {
    const { logLines, logSize, openLogs } = await import("../../../sources/aws/read-logs.js");
    const session = await openLogs(options);
    const to = Date.now();
    const span = { clusterName, from: to - days * DAY, to };
    const { group, storedBytes, streams, retentionDays } = await logSize(session, span);
    const kept = retentionDays === undefined ? "kept for ever" : `kept for ${retentionDays} days`;
    context.stderr.write(
      `${printable(anonymiser?.text(group) ?? group)}: ${(storedBytes / GIGABYTE).toFixed(2)} GB stored, ${kept}; read are the lines of logins of the last ${days} days in ${streams} ${streams === 1 ? "stream" : "streams"} of the authenticator\n`,
    );
    return readable(logLines(session, span), options.profile);
  } catch (error) {
    throw notRead(error, options.profile);
  }
}

/**
 * The lines of pages; also a later page may be refused.
 * @yields {string} the lines of a page
 */
async function* readable(lines: AsyncIterable<string>, profile: string | undefined): AsyncGenerator<string> {
  try {
    yield* lines;
  } catch (error) {
    throw notRead(error, profile);
  }
}

function notRead(error: unknown, profile: string | undefined): Failure {
  const known = helpOfCall(error, profile);
  const help = isOfCredentials(error) || isMissing(error) ? known : HELP;
  return new Failure(`--from-cloudwatch: ${printable(reasonOfCall(error))}`, { exitCode: 1, help: help ?? HELP });
}

/** A package, which says itself what to install. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && "help" in error;
}

const HELP = "docs/permissions.md has a policy with what is read; the log type authenticator has to be switched on";
