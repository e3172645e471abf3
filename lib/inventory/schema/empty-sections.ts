/** Variables whose default in the module is `{}`: nothing. */
export const EMPTY_IS_NONE: readonly string[] = [
  "cluster_compute_config",
  "cluster_encryption_config",
  "cluster_remote_network_config",
  "cluster_timeouts",
  "cluster_upgrade_policy",
  "cluster_zonal_shift_config",
  "outpost_config",
];

/** Whether a value is a map without keys. */
export function isEmptyMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
