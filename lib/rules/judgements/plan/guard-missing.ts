import { PLAN_AGAIN } from "../plan-again";
import { isCreated, isDestroyed, type PlannedChange } from "../../../plan/objects/planned-change";
import type { PlannedOverlay } from "../../../plan/cluster/planned-cluster";
import type { Judgement, Seen } from "../judgement";
import type { ComparedCluster } from "../../compared/compared-cluster";
import { isOwnPlan } from "../../compared/own-plan";

/** Nothing in the plan asks the live cluster whether it may run. */
export const guardMissing: Judgement = {
  code: "guard-missing",
  rule: {
    why: "guards ask the live cluster, while Terraform plans and applies, whether somebody would be locked out; without them nobody asks",
    help: `write the Terraform JSON again, \`eks-access synth\`, and leave it as it is; then ${PLAN_AGAIN}`,
  },
  judge(compared) {
    const { cluster, staged } = compared;
    const { present, read, unguarded, overlay } = cluster.guards;
    if (overlay !== undefined) return ofOverlay(compared, overlay);
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

/** Both files of an overlay have to be there, and its guards have to speak before anything is done. */
function ofOverlay({ cluster, staged }: ComparedCluster, overlay: PlannedOverlay): Seen[] {
  const { address, waits, readAtApply } = overlay;
  const late = cluster.guards.read ? readAtApply : [address, ...readAtApply];
  const [first] = late;
  const { awsAuthModule, configMap } = staged?.definition.overlay ?? {};
  const hasRows = awsAuthModule !== undefined || configMap !== undefined;
  const missing = [
    ...(waits.mode ? [] : ["the mode and the entries"]),
    ...(hasRows && !waits.rows ? ["the rows"] : []),
  ];
  return [
    ...missing.map((what) => ({
      address: cluster.address ?? address,
      message: `nothing makes ${what} wait for the guards, expected \`eks_access_override.tf.json\` beside \`eks_access.tf.json\``,
      help: WRITE,
    })),
    ...(first === undefined || cluster.changes.length === 0
      ? []
      : [
          {
            address: first,
            message: "a guard is read while the plan is applied, expected an answer while Terraform plans",
            help: "apply what it waits for in a plan of its own first, and take `depends_on` off its block",
          },
        ]),
  ];
}

const WRITE = "write both files again, `eks-access overlay clusters`, and commit them";

function absent({ cluster, staged }: ComparedCluster): Seen {
  if (staged?.definition.render === "overlay") {
    const message =
      "the plan has no guards of the overlay, expected `eks_access.tf.json` and `eks_access_override.tf.json`";
    return { address: cluster.address ?? "", message, filePath: "overlay", help: WRITE };
  }
  const message = "the plan has no guards, expected `data.aws_partition.guards`, on which everything else depends";
  return { address: cluster.address ?? "", message, filePath: "migration.stage" };
}

function isMeant(change: PlannedChange, address: string): boolean {
  const isSame = change.address === address || change.address.startsWith(`${address}[`);
  return isSame && (isCreated(change) || isDestroyed(change) || change.action === "update");
}
