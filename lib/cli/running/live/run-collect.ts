import { dumpText, type UnreadCall } from "../../../sources/dump";
import type { CliContext } from "../../context";
import type { ExitCode } from "../../exit-code";
import { anonymisedTexts, anonymiserIf, failingAnonymised, shownIf } from "../../files/anonymised";
import { collectLive, type LiveOptions, tellUnread } from "../../files/live/live-cluster";

/** What was typed after `collect`. */
export interface CollectOptions extends LiveOptions {
  readonly cluster: string;
  /** @default false */
  readonly anonymise?: boolean;
}

/** Prints what a live cluster says, and on standard error what it does not. */
export async function runCollect(
  context: CliContext,
  { cluster, anonymise, ...options }: CollectOptions,
): Promise<ExitCode> {
  const anonymiser = anonymiserIf(anonymise);
  const dump = await failingAnonymised(
    anonymiser,
    async () => collectLive(context, cluster, { ...options, ...shownIf(anonymiser) }),
    [cluster, options.profile, options.context],
  );
  const [dumped] = anonymisedTexts([{ name: cluster, text: dumpText(dump) }], anonymiser);
  const told = ({ action, of, reason }: UnreadCall): UnreadCall =>
    anonymiser === undefined
      ? { action, ...(of === undefined ? {} : { of }), reason }
      : { action, ...(of === undefined ? {} : { of: anonymiser.text(of) }), reason: anonymiser.text(reason) };
  tellUnread(context, { unread: dump.unread.map(told) });
  context.stdout.write(dumped?.text ?? "");
  return 0;
}
