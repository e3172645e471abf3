import type { AskedCall } from "../../../sources/collector";
import { type Dump, dumpText } from "../../../sources/dump";
import type { TakenRole } from "../../../sources/aws/aws-session";
import type { SourceText } from "../../../sources/source-documents";
import { painter } from "../../../report/text/colour";
import { printable } from "../../../report/text/printable";
import type { CliContext } from "../../context";
import { Failure } from "../../failure";
import { fitted } from "./terminal-line";

/** How a live cluster is reached. */
export interface LiveOptions {
  /** @default what the environment of the AWS command line says */
  readonly profile?: string;
  readonly region?: string;
  /**
   * A context of the kubeconfig.
   * @default the endpoint that EKS tells
   */
  readonly context?: string;
  /**
   * The role that the credentials take first, as Terraform does.
   * @default none
   */
  readonly assumeRole?: TakenRole;
  /**
   * What a terminal shows in the place of the cluster's name while it is asked.
   * @default the name
   */
  readonly shownAs?: string;
}

/**
 * What a live cluster says, by the AWS SDK, which is loaded now. Throws a {@link Failure} where nothing can be read; what is not
 * answered stands in the dump by name.
 */
export async function collectLive(
  context: CliContext,
  clusterName: string,
  { shownAs = clusterName, ...options }: LiveOptions,
): Promise<Dump> {
  const { collect } = await import("../../../sources/collect/collect.js");
  const progress = progressOf(context, shownAs);
  const dump = await collect({ ...options, clusterName, env: context.env, told: progress.told }).finally(progress.end);
  return "problem" in dump ? refuse(dump) : dump;
}

/** The same as a text that is read as a dump of a file is. */
export async function liveText(context: CliContext, clusterName: string, options: LiveOptions): Promise<SourceText> {
  return { name: `cluster ${clusterName}`, text: dumpText(await collectLive(context, clusterName, options)) };
}

/** Names of all clusters of a region. Throws a {@link Failure} where nobody tells them. */
export async function liveClusters(options: LiveOptions): Promise<readonly string[]> {
  const { clustersOf } = await import("../../../sources/collect/collect.js");
  const names = await clustersOf(options);
  return "problem" in names ? refuse(names) : names;
}

/** Says which calls were not answered. */
export function tellUnread({ stderr, env }: CliContext, { unread }: Pick<Dump, "unread">): void {
  const warning = painter(stderr, env)("warning", "yellow");
  for (const { action, of, reason } of unread) {
    const what = of === undefined ? action : `${action} of ${of}`;
    stderr.write(`${warning} ${printable(`${what}: not known: ${reason}`)}\n`);
  }
}

function refuse({ problem, help }: { readonly problem: string; readonly help: string }): never {
  throw new Failure(printable(problem), { help, exitCode: 1 });
}

/** One line that is written over, on a terminal alone. */
function progressOf({ stderr }: CliContext, clusterName: string) {
  if (stderr.isTTY !== true) return { told: () => undefined, end: () => undefined };
  let calls = 0;
  return {
    told: ({ action }: AskedCall) => {
      calls += 1;
      stderr.write(`\r\u001B[K${fitted(`${printable(clusterName)}: ${calls} calls, ${action}`, stderr)}`);
    },
    end: () => void stderr.write("\r\u001B[K"),
  };
}
