import { readsConfigMap } from "../../../access/access-entry/authentication-mode";
import { type Guard, type GuardSentence, JUDGES_ROWS } from "../guard";

/** Up to `entries` the ConfigMap exists, unless we create it or the file declares none; in mode API nobody asks. */
export const configMapAbsent = {
  code: "config-map-absent",
  advice:
    "Somebody has deleted the ConfigMap, or this is another cluster: whoever had a row there has no access by it now. `create_aws_auth_configmap: true` makes it with the rows of the file; without `aws_auth` its absence passes.",
  stages: ["config-map", "dual", "entries"],
  ...JUDGES_ROWS,
  refuses: ({ definition, rendering }, { configMap, mode }) =>
    configMap !== "absent" || !readsConfigMap(mode) || rendering.awsAuth.create || definition.awsAuth === undefined
      ? []
      : ["aws-auth"],
  says: (_, { definition }) => absentConfigMap(definition.clusterName),
} as const satisfies Guard;

/** Somebody has deleted it, or this is another cluster. */
export function absentConfigMap(cluster: string): GuardSentence {
  return {
    wrong: `Cluster ${cluster} has no ConfigMap \`kube-system/aws-auth\`, and \`aws_auth\` of its cluster file has rows for it`,
    mend: "write create_aws_auth_configmap: true, or delete aws_auth from the file",
    help: "write `create_aws_auth_configmap: true` under `aws_auth`: the plan makes the ConfigMap with the rows of the file, and whoever has no entry has no access until then; or delete `aws_auth` from the file, where no row is meant",
  };
}
