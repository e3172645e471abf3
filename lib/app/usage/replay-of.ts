import type { Rbac } from "../../access/rbac/rbac";
import { didYouMean } from "../../finding/did-you-mean";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { accessSteps, type AccessStep } from "../../migration/explanation/access-step";
import { replay, type ReplayedRequest, type RequestKind } from "../../usage/replay";
import type { Unanswered } from "../unanswered";

/** What becomes of past requests at one stage of a cluster file. */
export interface ReplayReport {
  readonly file: string;
  readonly clusterName: string;
  readonly accountId?: string;
  readonly stage: string;
  readonly replayed: readonly ReplayedRequest[];
}

/** The stage of a file by name, `entries:2` for a wave; `entries` without a wave is its last. */
export function stepNamed({ staged }: ClusterFile, name: string): AccessStep | Unanswered {
  const steps = accessSteps(staged);
  const found = steps.find((step) => step.name === name) ?? steps.findLast(({ stage }) => stage === name);
  if (found !== undefined) return found;
  const names = steps.map((step) => step.name);
  const near = didYouMean(name, names);
  const problem = `--stage: expected ${names.join(", ")}, got \`${name}\``;
  return { problem, ...(near === undefined ? {} : { help: `did you mean \`${near}\`?` }), fault: "question" };
}

/** Holds kinds of past requests against a stage; without RBAC what groups and usernames may do is not known. */
export function replayOf(
  { file, staged }: ClusterFile,
  step: AccessStep,
  { kinds, rbac }: { readonly kinds: readonly RequestKind[]; readonly rbac: Rbac | undefined },
): ReplayReport {
  const { clusterName, accountId } = staged.definition;
  return {
    file,
    clusterName,
    ...(accountId === undefined ? {} : { accountId }),
    stage: step.name,
    replayed: replay(kinds, step, rbac),
  };
}
