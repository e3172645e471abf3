import type { AccessEntries, AccessEntry } from "../../lib/access/access-entry/access-entry";
import { type AwsAuth, awsAuthOf, type RoleRow } from "../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../lib/migration/definition";
import { rowsOf } from "../../lib/migration/file-rows";
import { role } from "../support/definitions/arns";
import {
  accepting,
  ADMIN_ROW,
  BREAK_GLASS,
  CLUSTER_ADMIN,
  CREATOR,
  definition,
  DEV_ROW,
  NODE_ROW,
  unreadOf,
} from "../support/definitions/definitions";
import { someOf } from "../support/laws/law-runs";
import type { Eks } from "../support/laws/plan-simulation";
import { explore, firstWorld, nothingWalked, type Walked } from "../support/laws/safety";

const ADMIN: AccessEntry = {
  principalArn: role("admin"),
  userName: "admin:{{SessionName}}",
  policyAssociations: CLUSTER_ADMIN,
};
const DEV: AccessEntry = {
  principalArn: role("dev"),
  userName: "dev:{{SessionName}}",
  kubernetesGroups: ["developers"],
};
const NODE: AccessEntry = { principalArn: role("node"), type: "EC2_LINUX" };
const WEAK: AccessEntry = { principalArn: role("dev"), userName: "dev:{{SessionName}}", kubernetesGroups: ["viewers"] };

const ROWS: readonly (readonly RoleRow[])[] = [[ADMIN_ROW], [ADMIN_ROW, DEV_ROW, NODE_ROW]];
const ENTRIES: readonly AccessEntries[] = [
  { admin: ADMIN, dev: DEV, node: NODE },
  { admin: ADMIN, dev: WEAK },
  { admin: { ...ADMIN, policyAssociations: {} }, dev: DEV, node: { principalArn: role("node") } },
];
const EKS: readonly Eks[] = [
  { nodeGroupRoles: [], creator: CREATOR },
  { nodeGroupRoles: [role("node")], creator: CREATOR },
];

/** No managed node groups. */
const ALONE: Eks = { nodeGroupRoles: [], creator: CREATOR };

function* universe(): Generator<readonly [AccessDefinition, Eks]> {
  for (const eks of EKS) {
    for (const roles of ROWS) {
      for (const entries of ENTRIES) {
        for (const bridgeGroup of [undefined, "access-bridge"]) {
          for (const leaving of bridgeGroup === undefined ? [[], [role("dev")]] : [[]]) {
            const expected = [CREATOR, ...eks.nodeGroupRoles];
            yield [small({ roles, entries, expected, leaving, bridgeGroup }), eks];
          }
        }
      }
    }
  }
}

interface Small {
  readonly roles: readonly RoleRow[];
  readonly entries: AccessEntries;
  readonly expected: readonly string[];
  readonly leaving: readonly string[];
  readonly bridgeGroup: string | undefined;
}

function small({ roles, entries, expected, leaving, bridgeGroup }: Small): AccessDefinition {
  const base = definition();
  const { bridgeGroup: _, waves: __, ...migration } = base.migration ?? { stage: "entries" };
  const waves = [["break_glass"], Object.keys(entries)].filter((wave) => wave.length > 0);
  return {
    ...base,
    accessEntries: { break_glass: BREAK_GLASS, ...entries },
    awsAuth: { awsAuthRoles: roles, awsAuthUsers: [], awsAuthAccounts: [] },
    leaving,
    accept: [accepting("masters-by-name")],
    migration: { ...migration, expected, waves, ...(bridgeGroup === undefined ? {} : { bridgeGroup }) },
  };
}

describe("a migration", () => {
  test("never refuses anybody whom it served, whatever stages gates and guards let through, stopped anywhere", () => {
    const walked = nothingWalked();
    let definitions = 0;
    let worlds = 0;
    for (const [each, eks] of someOf([...universe()])) {
      definitions++;
      worlds += explore(each, { world: firstWorld(rowsOf(each), "CONFIG_MAP"), eks }, walked);
    }
    const { plans, states, gaps, refusedByGate, refusedByGuard } = walked;
    console.log(
      `${definitions} definitions, ${worlds} worlds, ${plans} plans, ${states} states; ${refusedByGate} plans refused by gates, ${refusedByGuard} by guards; ${gaps} moments in the gap`,
    );
    expect(walked.violations.slice(0, 3)).toEqual([]);
    expect(Math.min(plans, refusedByGate, refusedByGuard, gaps)).toBeGreaterThan(0);
  });

  const guarded = definition();
  const rows = rowsOf(guarded);
  const stranger = awsAuthOf([ADMIN_ROW, DEV_ROW, NODE_ROW, { rolearn: role("stranger"), username: "stranger" }]);
  const changed = awsAuthOf([ADMIN_ROW, { ...DEV_ROW, groups: ["developers", "on-call"] }, NODE_ROW]);
  const unfinished: AccessDefinition = {
    ...guarded,
    accessEntries: { break_glass: BREAK_GLASS, dev: WEAK },
    migration: { stage: "entries", expected: [CREATOR] },
  };

  const { node: _, ...people } = guarded.accessEntries;
  const foreign: AccessDefinition = {
    ...unreadOf("entries"),
    awsAuth: {
      awsAuthRoles: rows.roles.map(({ row }) => row),
      awsAuthUsers: [],
      awsAuthAccounts: [],
      manageAwsAuthConfigmap: false,
    },
  };
  const orphaned = {
    ...definition({ expected: [CREATOR, role("node")], waves: [["break_glass"]] }),
    accessEntries: people,
  };

  const unread = unreadOf("entries");
  const walks = new Map<AccessDefinition, Map<AwsAuth, Walked>>();

  /** Every way through a definition with all gates and guards, walked once. */
  function withAll(base: AccessDefinition, live: AwsAuth): Walked {
    const known = walks.get(base)?.get(live);
    if (known !== undefined) return known;
    const walked = nothingWalked();
    explore(base, { world: firstWorld(live, "CONFIG_MAP"), eks: ALONE }, walked);
    walks.set(base, new Map([...(walks.get(base) ?? []), [live, walked]]));
    return walked;
  }

  test.each([
    ["without rows in the file", unread],
    ["with rows that somebody else writes", foreign],
  ])("never refuses anybody where nobody reads aws-auth, %s", (_title, base) => {
    const walked = withAll(base, rows);
    expect(walked.violations.slice(0, 3)).toEqual([]);
    expect(Math.min(walked.plans, walked.refusedByGuard)).toBeGreaterThan(0);
  });

  test.each([
    ["live-mode", guarded, rows],
    ["entry-not-live", orphaned, rows],
    ["entry-not-live", unread, rows],
    ["entry-not-live", foreign, rows],
    ["row-not-live", guarded, rows],
    ["row-unknown", guarded, stranger],
    ["row-changed", guarded, changed],
    ["gates", unfinished, rows],
  ] as const)("takes access from somebody without %s, and only then", (without, base, live) => {
    const start = { world: firstWorld(live, "CONFIG_MAP"), eks: ALONE };
    const open = nothingWalked();
    explore(base, { ...start, without }, open);
    expect(open.violations.length).toBeGreaterThan(0);
    expect(withAll(base, live).violations).toEqual([]);
  });
});
