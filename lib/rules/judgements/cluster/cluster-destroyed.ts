import type { Judgement } from "../judgement";

/** The cluster is destroyed. */
export const clusterDestroyed: Judgement = {
  code: "cluster-destroyed",
  rule: {
    why: "everything that runs in the cluster is gone, with everybody's access",
    help: "put its resource back; where its address changed, write a `moved` block; where `module.name` of a cluster file changed, write the old name as `module.formerly`; where the cluster is meant to go, review with `--allow destroy=NAME`, its name",
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
