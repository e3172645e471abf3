import type { Judgement } from "../judgement";

/** The cluster is destroyed. */
export const clusterDestroyed: Judgement = {
  code: "cluster-destroyed",
  rule: {
    why: "everything that runs in the cluster is gone, with everybody's access",
    help: "put its resource back; if its address changed, write a `moved` block; if `module.name` of a cluster file changed, the old one as `module.formerly`",
  },
  judge({ cluster: { change } }) {
    if (change?.action !== "delete") return [];
    const reason = change.actionReason === undefined ? "" : `: \`${change.actionReason}\``;
    return [
      {
        address: change.address,
        message: `the cluster is destroyed${reason}`,
        before: "the cluster",
        after: "nothing",
      },
    ];
  },
};
