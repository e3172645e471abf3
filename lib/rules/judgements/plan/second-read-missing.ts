import { isCreated } from "../../../plan/objects/planned-change";
import type { PlannedCluster } from "../../../plan/cluster/planned-cluster";
import type { Judgement, Seen } from "../judgement";

const ENTRIES = ["aws_eks_access_entry", "aws_eks_access_policy_association"];

/**
 * A plan changes entries, and the guards do not read again: one that adopts a module has no marker, and the marker of one after an
 * apply that stopped half-way has changed by that apply already.
 */
export const secondReadMissing: Judgement = {
  code: "second-read-missing",
  rule: {
    why: "what somebody changes in the cluster between this plan and its apply is not seen",
    help: "apply the plan right after it was made; `eks-access advance` takes `adopt` out once it is done, and with it every plan reads again",
  },
  judge({ cluster }) {
    const { present, secondRead, overlay } = cluster.guards;
    if (overlay !== undefined) return ofOverlay(cluster);
    if (!present || (secondRead !== "unmarked" && secondRead !== "early")) return [];
    return cluster.changes
      .filter(({ type }) => ENTRIES.includes(type))
      .filter((change) => isCreated(change) || change.action === "update")
      .map(({ address }) => ({ address, ...TEXTS[secondRead] }));
  },
};

const TEXTS = {
  unmarked: { message: "is written by a plan that adopts a module, without a second read" },
  early: {
    message:
      "is written without a second read: `terraform_data.stage`, which makes the guards wait for the apply, does not change",
    help: "apply the plan right after it was made; or plan with `-replace=terraform_data.stage`, and the guards read again during the apply",
  },
} as const;

/** Beside a team's own resources nothing can read again: what a guard waits for would put it off to the apply. */
function ofOverlay({ changes }: PlannedCluster): Seen[] {
  const [first] = changes.filter(({ action }) => !["no-op", "read", "forget"].includes(action));
  if (first === undefined) return [];
  const message = "nothing reads the cluster again while this plan is applied: an overlay has no second read";
  return [
    {
      address: first.address,
      message,
      help: "plan again if somebody may have changed aws-auth since; apply right after",
    },
  ];
}
