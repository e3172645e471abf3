import { optsIn } from "../../../migration/acceptance";
import type { Judgement } from "../judgement";

/** The guards of rows are left out on purpose. */
export const rowsUnguarded: Judgement = {
  code: "rows-unguarded",
  rule: {
    why: "nothing compares the live rows with the file: a row that somebody added by hand is overwritten, and nothing says so",
    help: "let the runner reach the Kubernetes API; until then look at the rows yourself: `kubectl -n kube-system get configmap aws-auth -o yaml`",
  },
  judge({ cluster, staged }) {
    const definition = staged?.definition;
    const isLeftOut = cluster.guards.present && !cluster.guards.readsConfigMap;
    if (definition?.migration === undefined || !isLeftOut || !optsIn(definition, "config-map-unread")) return [];
    return [
      {
        address: "data.aws_partition.guards",
        message: "no guard reads aws-auth, because the cluster file accepts `config-map-unread`",
      },
    ];
  },
};
