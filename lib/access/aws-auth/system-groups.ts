/** Its members may do everything: Kubernetes asks no authorizer about them (R17). */
export const MASTERS_GROUP = "system:masters";

/** The group of nodes: RBAC and the Node authorizer know them by it (R15). */
export const NODES_GROUP = "system:nodes";

/** A group that rows of nodes carry by custom, and that a node itself does not need (R15). */
export const BOOTSTRAPPERS_GROUP = "system:bootstrappers";
