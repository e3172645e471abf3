import { dumpText } from "../../sources/dump";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { collectLive, type LiveOptions, tellUnread } from "../files/live-cluster";

/** What was typed after `collect`. */
export interface CollectOptions extends LiveOptions {
  readonly cluster: string;
}

/** Prints what a live cluster says, and on standard error what it does not. */
export async function runCollect(context: CliContext, { cluster, ...options }: CollectOptions): Promise<ExitCode> {
  const dump = await collectLive(context, cluster, options);
  tellUnread(context, dump);
  context.stdout.write(dumpText(dump));
  return 0;
}
