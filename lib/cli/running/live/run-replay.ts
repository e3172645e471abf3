import { withDeclaredBindings } from "../../../app/declared-bindings";
import { replayOf, replayOutcome, stepNamed } from "../../../app/usage/replay-of";
import { replayText } from "../../../report/usage/replay-text";
import { replayJsonText } from "../../../report/usage/usage-json";
import { RequestKinds } from "../../../usage/replay";
import type { Anonymiser } from "../../../anonymise/anonymiser";
import type { CliContext } from "../../context";
import type { ExitCode } from "../../exit-code";
import { Failure } from "../../failure";
import { anonymiserIf, failingAnonymised } from "../../files/anonymised";
import { refuseTwiceStandardInput } from "../../files/input";
import { readRbac } from "../../files/rbac-file";
import { lookOf } from "../look";
import { onlyCluster, readLogs } from "./run-usage";

/** What was typed after `replay`. */
export interface ReplayOptions {
  readonly file: string;
  readonly log: readonly string[];
  readonly stage: string;
  readonly format: "text" | "json";
  readonly rbac?: string;
  /** @default false */
  readonly anonymise?: boolean;
}

/** Holds every request of the audit log against a stage that has not been planned yet. */
export async function runReplay(context: CliContext, options: ReplayOptions): Promise<ExitCode> {
  const anonymiser = anonymiserIf(options.anonymise);
  const { file, log, rbac, stage } = options;
  return failingAnonymised(anonymiser, async () => replayed(context, options, anonymiser), [file, ...log, rbac, stage]);
}

async function replayed(
  context: CliContext,
  options: ReplayOptions,
  anonymiser: Anonymiser | undefined,
): Promise<ExitCode> {
  refuseTwiceStandardInput([options.file, ...options.log, options.rbac]);
  const { cluster } = await onlyCluster(context, options.file, anonymiser);
  const step = stepNamed(cluster, options.stage);
  if ("problem" in step) throw new Failure(step.problem, step.help === undefined ? {} : { help: step.help });
  const dump = options.rbac === undefined ? undefined : await readRbac(context, options.rbac, { anonymiser });
  const rbac = dump && withDeclaredBindings(dump, cluster.staged.definition);
  const requests = new RequestKinds(rbac);
  const log = await readLogs(context, options.log, { kinds: requests, anonymiser });
  const report = replayOf(cluster, step, { log, kinds: requests.kinds, rbac });
  context.stdout.write(options.format === "json" ? replayJsonText(report) : replayText(report, lookOf(context)));
  return replayOutcome(report) === "kept" ? 0 : 1;
}
