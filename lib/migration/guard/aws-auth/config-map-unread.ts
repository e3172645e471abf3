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
    "The provider's own error stands above the address. Give whoever runs Terraform network access to the Kubernetes API and the right to `get` the two ConfigMaps (docs/permissions.md). Accept `config-map-unread` only where no runner has network access and something else writes the rows; then compare the live rows with the file by hand before every stage.",
  stages: [...ROW_STAGES, "api"],
  needsRows: true,
  reads: ["root CA", "aws-auth"],
  addresses: Object.values(CONFIG_MAP_READS).map((name) => `data.kubernetes_config_map_v1.${name}`),
  refuses: (_, { configMap }) => (configMap === "unread" ? ["aws-auth"] : []),
} as const satisfies Guard;
