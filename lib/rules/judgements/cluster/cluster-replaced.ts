import { isReplaced } from "../../../plan/objects/planned-change";
import { replacementReason } from "../../compared/replacement-reason";
import type { Judgement } from "../judgement";

/** The cluster is destroyed and made anew. */
export const clusterReplaced: Judgement = {
  code: "cluster-replaced",
  rule: {
    why: "everything that runs in the cluster is gone, with everybody's access; the new one starts empty",
    help: "take back the change of the argument that forces it, or have its changes ignored (`lifecycle.ignore_changes`)",
  },
  judge({ cluster: { change } }) {
    if (change === undefined || !isReplaced(change)) return [];
    const message = `the cluster is destroyed and made anew, ${replacementReason(change)}`;
    return [{ address: change.address, message, before: "the cluster", after: "another, empty cluster" }];
  },
};
