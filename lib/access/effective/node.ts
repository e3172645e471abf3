import { ACCESS_ENTRY_TYPE_FACTS, ACCESS_ENTRY_TYPES, type AccessEntryType } from "../access-entry/access-entry-type";
import type { Access } from "./effective-access";
import { NODES_GROUP } from "../aws-auth/system-groups";

/** Whether entries of a type are for nodes, or pods of Fargate. */
export function isNodeType(type: AccessEntryType = "STANDARD"): boolean {
  return type !== "STANDARD";
}

/** Whether the username of a row is that of nodes: letter by letter one of those that EKS gives entries of node types (R15, R16). */
export function isNodeUsername(username: string | undefined): boolean {
  return username !== undefined && NODE_USERNAMES.has(username);
}

/** Whether Kubernetes takes somebody for a node by the username, once its template is filled in. */
export function hasNodeName(username: string): boolean {
  return username.startsWith("system:node:");
}

/** Whether nodes, or pods of Fargate, join the cluster by this access. */
export function isNodeAccess(access: Access): boolean {
  return access.verdict === "authenticated" && access.groups.some((group) => NODE_GROUPS.has(group));
}

/** Whether they do so by an access entry, and not by a row. */
export function isNodeEntry(access: Access): boolean {
  return isNodeAccess(access) && access.verdict === "authenticated" && access.through.by === "entry";
}

const NODE_FACTS = ACCESS_ENTRY_TYPES.filter(isNodeType).map((type) => ACCESS_ENTRY_TYPE_FACTS[type]);

const NODE_USERNAMES: ReadonlySet<string> = new Set(NODE_FACTS.flatMap(({ username }) => username ?? []));

/** Where EKS documents no username of a type, the type's own group stands for what EKS gives. */
const NODE_GROUPS: ReadonlySet<string> = new Set([
  NODES_GROUP,
  ...NODE_FACTS.flatMap(({ username, groups }) => (username === undefined ? groups : [])),
]);
