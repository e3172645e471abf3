import { isCreated, isDestroyed, type PlannedChange } from "../../../plan/objects/planned-change";
import type { Judgement, Seen } from "../judgement";
import type { ComparedCluster } from "../../compared/compared-cluster";
import { isOwnPlan } from "../../compared/own-plan";

/** Nothing in the plan asks the live cluster whether it may run. */
export const guardMissing: Judgement = {
  code: "guard-missing",
  rule: {
    why: "guards ask the live cluster, while Terraform plans and applies, whether somebody would be locked out; without them nobody asks",
    help: "plan the stack as it is synthesized, unchanged",
  },
  judge(compared) {
    const { cluster, staged } = compared;
    const { present, read, unguarded } = cluster.guards;
    if (!present) return staged?.definition.migration === undefined || !isOwnPlan(compared) ? [] : [absent(compared)];
    if (!read && cluster.changes.length > 0) return [unread];
    const changing = unguarded.filter((address) => cluster.changes.some((change) => isMeant(change, address)));
    return changing.map((address) => ({
      address,
      message: "changes without waiting for the guards, expected depends_on",
    }));
  },
};

const unread: Seen = {
  address: "data.aws_partition.guards",
  message: "the guards are put off to the apply, expected answers while Terraform plans",
};

function absent({ cluster }: ComparedCluster): Seen {
  const message = "the plan has no guards, expected `data.aws_partition.guards`, on which everything else depends";
  return { address: cluster.address ?? "", message, filePath: "migration.stage" };
}

function isMeant(change: PlannedChange, address: string): boolean {
  const isSame = change.address === address || change.address.startsWith(`${address}[`);
  return isSame && (isCreated(change) || isDestroyed(change) || change.action === "update");
}
