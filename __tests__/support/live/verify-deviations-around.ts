import { role } from "../definitions/arns";
import type { Random } from "../laws/random";
import type { LiveModel } from "./live-model";

/** Something that is done behind the back of a cluster file, and what `verify` has to say of it: `code subject`. */
export interface MadeDeviation {
  readonly name: string;
  /** Two deviations of one subject are never made together: one would hide the other. */
  readonly on: string;
  readonly make: (live: LiveModel, random: Random) => readonly string[];
}

const OPS = role("ops");

/** Bindings of `rbac_bindings`. */
export const BINDINGS: readonly MadeDeviation[] = [
  {
    name: "binding deleted",
    on: "binding",
    make: (live) => {
      live.bindings = live.bindings.filter(({ name }) => name !== "developers");
      return ["verify-binding-missing"];
    },
  },
  {
    name: "binding of another role or group",
    on: "binding",
    make: (live, random) => {
      const change = random.chance(0.5) ? { role: { kind: "ClusterRole", name: "edit" } } : { group: "everybody" };
      live.bindings = live.bindings.map((one) => (one.name === "developers" ? { ...one, ...change } : one));
      return ["verify-binding-differs"];
    },
  },
];

/** The role that one of them gives. */
export const BOUND_ROLE: MadeDeviation = {
  name: "role of a binding deleted",
  on: "binding",
  make: (live) => {
    live.clusterRoles = live.clusterRoles.filter((name) => name !== "view");
    return ["verify-binding-differs"];
  },
};

/** The binding of the bridge. */
export const BRIDGE: MadeDeviation = {
  name: "binding of the bridge deleted",
  on: "bridge",
  make: (live) => {
    live.bindings = live.bindings.filter(({ name }) => name !== "access-bridge");
    return ["verify-binding-missing"];
  },
};

/** Where entries are those of the file. */
export const BORROWED: MadeDeviation = {
  name: "node group with the role of people",
  on: OPS,
  make: (live) => {
    live.nodeGroups.set("borrowed", { role: OPS, amiType: "AL2023_x86_64_STANDARD" });
    return [`verify-entry-type-differs ${OPS}`];
  },
};

/** Managed node groups. */
export const NODES: readonly MadeDeviation[] = [
  {
    name: "node group that nothing serves",
    on: "green",
    make: (live) => {
      live.nodeGroups.set("green", { role: role("green-nodes"), amiType: "AL2023_x86_64_STANDARD" });
      return [`verify-node-unserved ${role("green-nodes")}`];
    },
  },
  {
    name: "node group with an entry that EKS made",
    on: "green",
    make: (live) => {
      live.nodeGroups.set("green", { role: role("green-nodes"), amiType: "WINDOWS_CORE_2022_x86_64" });
      live.addEntry(role("green-nodes"), { type: "EC2_WINDOWS" });
      return [];
    },
  },
  {
    name: "Windows nodes with an entry for Linux",
    on: "green",
    make: (live) => {
      live.nodeGroups.set("green", { role: role("green-nodes"), amiType: "WINDOWS_CORE_2022_x86_64" });
      live.addEntry(role("green-nodes"), { type: "EC2_LINUX" });
      return [`verify-entry-type-differs ${role("green-nodes")}`];
    },
  },
];
