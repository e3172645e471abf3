import { heldBy, heldSentence, type RingMember } from "../../fleet/ring-gate";
import type { FleetRules } from "../../fleet/fleet-rules";
import { type Reached, reachedBy, reachedWords } from "../../fleet/position";
import { moved } from "../../inventory/cluster-file/move-cluster-file";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { judgeCluster } from "../../inventory/fleet";
import { isRefused } from "../../migration/gate/refusal";
import { isAdoptionCode } from "../../migration/gate/gate-adopt";
import { StagedCluster } from "../../migration/staged-cluster";
import { stepOf } from "../../migration/step";
import type { ReadMember } from "../ring/ring-members";

/** What may safely be done next with a cluster. */
export interface NextSafeStep {
  /** Mend the file, verify what is live, wait for others, advance, finish; or nothing is left. */
  readonly kind: "mend" | "verify" | "wait" | "advance" | "finish" | "nothing";
  /** One sentence: what to do, or why there is nothing to do. */
  readonly words: string;
  /** @default there is nothing to type */
  readonly command?: string;
  /** Where `advance` leads. */
  readonly to?: Reached;
}

/** What decides beside the cluster itself. */
export interface NextBeside {
  /** @default no rings */
  readonly rules: FleetRules | undefined;
  readonly members: readonly RingMember[];
  /** How many days old a result of `verify` may be; undefined: none were given, so none is asked of the cluster itself. */
  readonly days: number | undefined;
  readonly today: string;
}

/** The next safe step of a cluster: the first thing that stands in its way, or the step. */
export function nextSafeStep(member: ReadMember, beside: NextBeside): NextSafeStep {
  const { cluster, source, blockers } = member;
  const check = `eks-access check ${source.file}`;
  if (cluster === undefined) return { kind: "mend", words: "mend the errors of its file", command: check };
  if (blockers.length > 0) return { kind: "mend", words: `mend or accept ${blockers.join(", ")}`, command: check };
  const { definition } = cluster.staged;
  if (member.reached?.kind === "finished") return { kind: "nothing", words: "its migration is over" };
  const step = stepOf(definition, "advance");
  const stale = beside.days === undefined ? undefined : member.stale(beside.days);
  if (definition.migration !== undefined && stale !== undefined) {
    return { kind: "verify", words: stale.reason, command: `eks-access verify ${source.file} --format json` };
  }
  if (definition.migration?.stage === "done") {
    if (definition.render === "overlay") {
      const words = "write the overlay into its root module, delete both files, then the cluster file";
      return { kind: "finish", words, command: `eks-access overlay ${source.file} --settle` };
    }
    const command = `eks-access finish ${source.file}`;
    return { kind: "finish", words: "take the migration out of its file", command };
  }
  return "refused" in step ? { kind: "nothing", words: step.refused } : advanceTo(member, { cluster, beside, step });
}

interface Stepping {
  readonly cluster: ClusterFile;
  readonly beside: NextBeside;
  readonly step: Extract<ReturnType<typeof stepOf>, { to: unknown }>;
}

function advanceTo({ path, source }: ReadMember, { cluster, beside, step }: Stepping): NextSafeStep {
  const { today, rules, members } = beside;
  const adoption = judgeCluster(cluster, today).filter((one) => isAdoptionCode(one.code) && isRefused([one]));
  const staged = new StagedCluster(moved(cluster.staged.definition, { direction: "advance", to: step.to }));
  const refused = [...adoption, ...judgeCluster({ ...cluster, staged }, today).filter((one) => isRefused([one]))];
  const to = reachedBy(staged.definition);
  if (refused.length > 0) {
    const codes = [...new Set(refused.map(({ code }) => code))].join(", ");
    const words = `the gate of ${reachedWords(to)} refuses it: ${codes}`;
    return { kind: "mend", words, command: `eks-access advance ${source.file} --dry-run`, to };
  }
  const wave = to.kind === "stage" && to.stage === "entries" && to.waves.of > 1 ? { wave: to.waves.in } : {};
  const held =
    rules === undefined ? undefined : heldBy(rules, members, { path, to: { stage: step.to.stage, ...wave } });
  if (held !== undefined) return { kind: "wait", words: heldSentence(held), to };
  return { kind: "advance", words: `advance to ${reachedWords(to)}`, command: `eks-access advance ${source.file}`, to };
}
