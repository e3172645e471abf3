import { API_RESOURCES } from "./api-resource";

/** Who serves an API group; "unknown" is a custom resource's, or that of an aggregated API. */
export type GroupServer = "API server" | "aggregated" | "unknown";

/** Groups of every API server that stand in no table of resources. */
const BUILT_IN = ["events.k8s.io", "internal.apiserver.k8s.io", "resource.k8s.io", "storagemigration.k8s.io"] as const;
const METRICS = /(^|\.)metrics\.(k8s\.io|eks\.amazonaws\.com)$/;

/**
 * Who serves an API group: metrics are aggregated, what a plain EKS cluster has is the API server's own, and of any other
 * group the cluster's APIService objects alone tell.
 * @see DOMAIN §2.6; https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/
 */
export function servedBy(apiGroup: string): GroupServer {
  if (METRICS.test(apiGroup)) return "aggregated";
  return OWN.has(apiGroup) ? "API server" : "unknown";
}

const OWN: ReadonlySet<string> = new Set([...BUILT_IN, ...API_RESOURCES.map((resource) => resource.apiGroup)]);
