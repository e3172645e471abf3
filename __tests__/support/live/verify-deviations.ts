import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { MASTERS_GROUP } from "../../../lib/access/aws-auth/system-groups";
import type { Stage } from "../../../lib/migration/stage";
import { role, user } from "../definitions/arns";
import { ANEW, BLUE, type LiveModel } from "./live-model";
import { BINDINGS, BORROWED, BOUND_ROLE, BRIDGE, type MadeDeviation, NODES } from "./verify-deviations-around";

const STRANGER = role("stranger");
const DEV = role("dev");
const ADMIN = role("admin");
const NODE = role("node");
const OPS = role("ops");
const ANN = user("ann");

const ENTRIES: readonly MadeDeviation[] = [
  { name: "entry deleted", on: DEV, make: (live) => gone(live, DEV) },
  { name: "node entry deleted", on: NODE, make: (live) => gone(live, NODE) },
  { name: "entry of the managed node group deleted", on: BLUE, make: (live) => gone(live, BLUE) },
  {
    name: "type changed",
    on: DEV,
    make: (live) => {
      live.addEntry(DEV, { type: "EC2_LINUX" });
      return [`verify-entry-type-differs ${DEV}`];
    },
  },
  {
    name: "node type changed",
    on: NODE,
    make: (live) => {
      live.addEntry(NODE, { type: "EC2_WINDOWS" });
      return [`verify-entry-type-differs ${NODE}`];
    },
  },
  {
    name: "type of the managed node group changed",
    on: BLUE,
    make: (live) => {
      live.addEntry(BLUE, { type: "EC2_WINDOWS" });
      return [`verify-entry-type-differs ${BLUE}`];
    },
  },
  {
    name: "group added or taken",
    on: DEV,
    make: (live, random) => {
      live.entry(DEV).groups = random.chance(0.5) ? [] : ["developers", "testers"];
      return [`verify-entry-groups-differ ${DEV}`];
    },
  },
  {
    name: "username changed",
    on: ADMIN,
    make: (live) => {
      live.entry(ADMIN).username = "root:{{SessionName}}";
      return [`verify-entry-username-differs ${ADMIN}`];
    },
  },
  {
    name: "group and username changed",
    on: OPS,
    make: (live) => {
      Object.assign(live.entry(OPS), { groups: ["x"], username: "y:{{SessionName}}" });
      return [`verify-entry-groups-differ ${OPS}`, `verify-entry-username-differs ${OPS}`];
    },
  },
  {
    name: "entry of a stranger",
    on: STRANGER,
    make: (live) => {
      live.addEntry(STRANGER);
      return [`verify-entry-unnamed ${STRANGER}`];
    },
  },
  {
    name: "entry of a service of AWS",
    on: "service",
    make: (live) => {
      live.addEntry(role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"));
      return [];
    },
  },
  ...[ADMIN, ANN].map((on): MadeDeviation => ({
    name: `${on === ANN ? "user" : "role"} made anew`,
    on,
    make: (live) => {
      live.roles.set(on, ANEW);
      return [`entry-outdated ${on}`];
    },
  })),
  ...[OPS, ANN].map((on): MadeDeviation => ({
    name: `${on === ANN ? "user" : "role"} deleted`,
    on,
    make: (live) => {
      live.roles.delete(on);
      return [`principal-not-found ${on}`];
    },
  })),
];

const MOVED: MadeDeviation = {
  name: "entry of the same name under a path",
  on: OPS,
  make: (live) => {
    live.entries.set(role("team/ops"), live.entry(OPS));
    live.entries.delete(OPS);
    return [`verify-entry-missing ${OPS}`];
  },
};

const POLICIES: readonly MadeDeviation[] = [
  {
    name: "policy detached",
    on: ADMIN,
    make: (live) => {
      live.entry(ADMIN).policies.clear();
      return [`verify-policy-missing ${ADMIN}`];
    },
  },
  {
    name: "policy added",
    on: OPS,
    make: (live, random) => {
      const namespaces = random.chance(0.5) ? [] : ["shop"];
      live.entry(OPS).policies.set("AmazonEKSSecretReaderPolicy", namespaces);
      return [`verify-policy-unnamed ${OPS}`];
    },
  },
  {
    name: "policy exchanged",
    on: ADMIN,
    make: (live) => {
      live.entry(ADMIN).policies = new Map([["AmazonEKSAdminPolicy", []]]);
      return [`verify-policy-missing ${ADMIN}`, `verify-policy-unnamed ${ADMIN}`];
    },
  },
  {
    name: "scope narrowed, widened or moved",
    on: DEV,
    make: (live, random) => {
      live
        .entry(DEV)
        .policies.set("AmazonEKSEditPolicy", random.pick<string[]>([["shop"], [], ["shop", "ledger", "more"]]));
      return [`verify-scope-differs ${DEV}`];
    },
  },
];

const ROWS: readonly MadeDeviation[] = [
  {
    name: "row of a stranger",
    on: "row of a stranger",
    make: (live) => {
      live.rows.push({ rolearn: STRANGER, username: "s", groups: [MASTERS_GROUP] });
      return [`verify-row-unnamed ${STRANGER}`];
    },
  },
  {
    name: "row deleted",
    on: "row dev",
    make: (live) => {
      live.rows = live.rows.filter(({ rolearn }) => rolearn !== DEV);
      return [`verify-row-missing ${DEV}`];
    },
  },
  {
    name: "row changed",
    on: "row admin",
    make: (live, random) => {
      const change = random.pick<Partial<RoleRow>>([{ groups: ["readers"] }, { username: "other" }, { groups: [] }]);
      live.rows = live.rows.map((row) => (row.rolearn === ADMIN ? { ...row, ...change } : row));
      return [`verify-row-differs ${ADMIN}`];
    },
  },
  {
    name: "dead row",
    on: "dead row",
    make: (live) => {
      live.rows.push({ rolearn: role("team/with-a-path"), username: "x" });
      return ["verify-row-dead"];
    },
  },
  {
    name: "mapped account",
    on: "account",
    make: (live) => {
      live.accounts.push("444455556666");
      return ["verify-row-unnamed"];
    },
  },
  {
    name: "rows in another order, with a group twice",
    on: "order",
    make: (live) => {
      live.rows = live.rows
        .map((row) => ({ ...row, groups: [...(row.groups ?? []), ...(row.groups ?? [])] }))
        .reverse();
      return [];
    },
  },
];

const WRITTEN_BACK: readonly MadeDeviation[] = [
  {
    name: "row written back",
    on: "row dev",
    make: (live) => {
      live.rows.push({ rolearn: DEV, username: "dev", groups: ["developers"] });
      return [`verify-row-written-back ${DEV}`];
    },
  },
  {
    name: "account written back",
    on: "account",
    make: (live) => {
      live.accounts.push("444455556666");
      return ["verify-row-written-back"];
    },
  },
];

/** What may be done to a cluster at a stage. */
export function deviationsAt(stage: Stage): readonly MadeDeviation[] {
  switch (stage) {
    case "entries":
      return [...ENTRIES, MOVED, ...POLICIES, ...ROWS, ...BINDINGS, BOUND_ROLE, BRIDGE, ...NODES, BORROWED];
    case "retire":
      return [...ENTRIES, ...POLICIES, ...WRITTEN_BACK, ...BINDINGS, BRIDGE, ...NODES];
    case "api":
      return [...ENTRIES, MOVED, ...POLICIES, ...BINDINGS, BOUND_ROLE, BRIDGE, ...NODES, BORROWED];
    case "dual":
      return [...ROWS, ...BINDINGS, BRIDGE, ...NODES, ...ENTRIES.filter(({ on }) => on === STRANGER || on === BLUE)];
    case "config-map":
    case "done":
      return BINDINGS;
  }
}

function gone(live: LiveModel, principal: string): readonly string[] {
  live.entries.delete(principal);
  return [`verify-entry-missing ${principal}`];
}
