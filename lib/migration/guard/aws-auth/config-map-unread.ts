import { type Guard, ROW_STAGES } from "../guard";

/**
 * The names of what guards read in Kubernetes. Where it cannot be read, the provider fails before any condition with words of
 * its own, and the address beneath them has to say what to do.
 */
export const CONFIG_MAP_READS = {
  rootCa: "config_map_unread_mend_kubernetes_auth_or_accept",
  awsAuth: "config_map_unread_grant_get_or_accept",
  awsAuthAtApply: "config_map_unread_while_applying_plan_again",
} as const;

/** The Kubernetes API is asked. A file without aws-auth does not know who is served either: absent is an answer, unread is none. */
export const configMapUnread = {
  code: "config-map-unread",
  advice:
    "Terraform cannot read the ConfigMaps `aws-auth` and `kube-root-ca.crt` of kube-system, so nobody knows whom live rows serve; the provider's own error stands above the address. Give whoever runs Terraform network access to the Kubernetes API and the right to `get` both (docs/permissions.md has the Role), then plan again. Only where no runner has network access and something else writes the rows, add `- { code: config-map-unread, reason: WHY, until: YYYY-MM-DD }` to the list `accept` of the cluster file (`until`: the last day on which it holds); then, before every stage, compare the rows that `kubectl get configmap -n kube-system aws-auth -o yaml` prints with the file by hand.",
  stages: [...ROW_STAGES, "api"],
  needsRows: true,
  reads: ["root CA", "aws-auth"],
  addresses: Object.values(CONFIG_MAP_READS).map((name) => `data.kubernetes_config_map_v1.${name}`),
  refuses: (_, { configMap }) => (configMap === "unread" ? ["aws-auth"] : []),
} as const satisfies Guard;
