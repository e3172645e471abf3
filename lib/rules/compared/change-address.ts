import type { Difference } from "../../access/effective/comparison";
import { changedHolder } from "./aws-auth-change";
import type { ComparedCluster } from "./compared-cluster";

/** The resource of the plan by which a principal's access changes. */
export function changeAddress(
  { cluster }: ComparedCluster,
  { before, after }: Pick<Difference, "before" | "after">,
): string {
  const changed = changedHolder(cluster)?.address;
  const entries = [after, before].flatMap((access) => {
    return access.verdict === "authenticated" && access.through.by === "entry" ? [access.through.key] : [];
  });
  const touched = entries.find((address) => cluster.changes.some((change) => change.address === address));
  const isSwitch = cluster.mode.before !== cluster.mode.after;
  return touched ?? changed ?? (isSwitch ? cluster.address : undefined) ?? entries[0] ?? cluster.address ?? "";
}
