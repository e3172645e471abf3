import { printArn } from "../../../lib/access/principal/arn";
import { EMPTY_AWS_AUTH } from "../../../lib/access/aws-auth/aws-auth";
import { type Caller, probeCallers } from "../../../lib/access/principal/caller";
import { type Access, accessOf } from "../../../lib/access/effective/effective-access";
import { renderTemplate } from "../../../lib/access/aws-auth/template";
import { accessSteps } from "../../../lib/migration/explanation/access-step";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { explain } from "../../../lib/migration/explanation/explanation";
import { rowsOf } from "../../../lib/migration/file-rows";
import { type StagedAccess, stagedAccess } from "../../../lib/migration/explanation/staged-access";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { arn, role, user } from "../../support/definitions/arns";
import { accepting, CREATOR, definition, DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";
import { planOf, type World } from "../../support/laws/plan-simulation";
import { Random } from "../../support/laws/random";
import { randomScenario } from "../../support/laws/random-definitions";

/** The cells of a principal, by the name of the step. */
function cellsOf(whole: AccessDefinition, principal: string): Readonly<Record<string, StagedAccess>> {
  return Object.fromEntries(
    accessSteps(new StagedCluster(whole)).map((step) => [step.name, stagedAccess(step, arn(principal))]),
  );
}

const ADMIN = { name: "AmazonEKSClusterAdminPolicy", scope: { type: "cluster" } } as const;

describe("stagedAccess", () => {
  const entry = { kind: "access", through: { by: "entry", key: "admin" }, username: "admin:{{SessionName}}" } as const;
  const row = {
    kind: "access",
    through: { by: "row", place: { section: "mapRoles", index: 0 } },
    username: "admin:{{SessionName}}",
    groups: ["system:masters"],
    policies: [],
  } as const;

  test("goes from a row to its entry with the wave, and leaves the bridge at done", () => {
    const bridged = { ...entry, groups: ["access-bridge"], policies: [ADMIN] };
    expect(cellsOf(definition(), role("admin"))).toEqual({
      "config-map": row,
      dual: row,
      "entries:1": row,
      "entries:2": bridged,
      "entries:3": bridged,
      retire: bridged,
      api: bridged,
      done: { ...entry, groups: [], policies: [ADMIN] },
    });
  });

  test("of somebody expected whom no row names is unknown at every stage", () => {
    const why = "EKS makes its entry by itself, and no row of the file says what it gives";
    const cells = cellsOf(definition(), CREATOR);
    expect(cells["config-map"]).toEqual({
      kind: "unknown",
      why: "no row names it; if it created the cluster, it is admin",
    });
    for (const name of ["dual", "entries:1", "retire", "api", "done"])
      expect(cells[name]).toEqual({ kind: "unknown", why });
  });

  const { accessEntries } = definition();
  const { node: _, ...withoutNode } = accessEntries;
  const expected = definition({ expected: [CREATOR, role("node")] }, { accessEntries: withoutNode });

  test("of somebody expected with a row is what the row translates to, from dual on", () => {
    const cells = cellsOf(expected, role("node"));
    expect(cells["config-map"]).toMatchObject({
      through: { by: "row" },
      groups: ["system:bootstrappers", "system:nodes"],
    });
    for (const name of ["dual", "entries:1", "retire", "api", "done"]) {
      expect(cells[name]).toEqual({
        kind: "access",
        through: { by: "entry", key: `made by EKS: ${role("node")}` },
        username: "system:node:{{EC2PrivateDNSName}}",
        groups: ["system:nodes"],
        policies: [],
      });
    }
  });

  test("of somebody expected whose row has no translation is unknown from dual on", () => {
    const awsAuthRoles = [{ ...NODE_ROW, groups: ["system:nodes", "extra"] }];
    const odd = { ...expected, awsAuth: { awsAuthRoles, awsAuthUsers: [], awsAuthAccounts: [] } };
    const cells = cellsOf(odd, role("node"));
    expect(cells["config-map"]).toMatchObject({ kind: "access", groups: ["system:nodes", "extra"] });
    expect(cells.dual).toEqual({
      kind: "unknown",
      why: "EKS makes its entry, and its row has no translation (row-node-group)",
    });
  });

  const leaving = (awsAuth: Partial<NonNullable<AccessDefinition["awsAuth"]>>): AccessDefinition => ({
    ...definition({}, { leaving: [role("gone")] }),
    awsAuth: { awsAuthRoles: [DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [], ...awsAuth },
  });

  test.each([
    ["config-map", "none", "it is leaving: no row names it"],
    ["dual", "none", "it is leaving: no access entry and no row names it"],
    ["done", "none", "it is leaving: no access entry names it"],
  ])("of somebody leaving without a row is nothing at %s", (name, kind, why) => {
    expect(cellsOf(leaving({}), role("gone"))[name]).toEqual({ kind, why });
  });

  test("of somebody leaving is unknown while somebody else writes the rows", () => {
    const cells = cellsOf(leaving({ manageAwsAuthConfigmap: false }), role("gone"));
    const why = "it is leaving, and somebody else writes the rows: whether one still serves it is not known";
    expect(cells.dual).toEqual({ kind: "unknown", why });
    expect(cells.retire).toEqual({ kind: "unknown", why });
    expect(cells.done).toEqual({ kind: "none", why: "it is leaving: no access entry names it" });
  });

  test("of somebody leaving with a row is the row until the rows are emptied", () => {
    const cells = cellsOf({ ...leaving({ awsAuthRoles: [{ ...DEV_ROW, rolearn: role("gone") }] }) }, role("gone"));
    expect(cells["entries:3"]).toMatchObject({ kind: "access", through: { by: "row" } });
    expect(cells.retire).toEqual({ kind: "none", why: "it is leaving: no access entry and no row names it" });
  });

  test("keeps rows that are only forgotten until the mode no longer reads them", () => {
    const forgetting = definition({ retire: "forget" }, { accessEntries: {} });
    expect(cellsOf(forgetting, role("dev")).retire).toMatchObject({ kind: "access", through: { by: "row" } });
    expect(cellsOf(forgetting, role("dev")).api).toEqual({ kind: "none", why: "no access entry names it" });
  });

  test.each([
    [
      "a role with a path",
      { rolearn: role("team/x"), username: "x" },
      "x",
      "callers are looked up by their role without its path",
    ],
    [
      "a session",
      { rolearn: "arn:aws:sts::111122223333:assumed-role/x/me", username: "x" },
      "x",
      "callers are looked up by their role, never by a session",
    ],
  ])("of a dead row for %s is nothing, and says so", (...[, dead, name, why]) => {
    const odd = leaving({ awsAuthRoles: [dead] });
    expect(cellsOf(odd, role(name))["config-map"]).toEqual({ kind: "none", why: `mapRoles[0] is dead: ${why}` });
  });

  test("of users whose rows differ only in case is unknown", () => {
    const awsAuthUsers = [
      { userarn: user("bob"), username: "bob" },
      { userarn: user("Bob"), username: "bob", groups: ["admins"] },
    ];
    expect(cellsOf(leaving({ awsAuthUsers }), user("bob")).dual).toEqual({
      kind: "unknown",
      why: "mapUsers[0] and mapUsers[1] differ only in case, either may serve",
    });
  });

  test("of anybody in a mapped account is its ARN without groups", () => {
    const mapped = leaving({ awsAuthAccounts: ["444455556666"] });
    expect(cellsOf(mapped, role("team/ci", "444455556666")).dual).toEqual({
      kind: "access",
      through: { by: "row", place: { section: "mapAccounts", index: 0 } },
      username: role("ci", "444455556666"),
      groups: [],
      policies: [],
    });
    expect(cellsOf(mapped, role("ci", "444455556666")).retire).toMatchObject({ kind: "none" });
  });

  test("without a migration is what the file declares", () => {
    const { migration: __, ...settled } = definition();
    expect(cellsOf({ ...settled, authenticationMode: "API" }, role("dev"))).toEqual({
      "as declared": {
        kind: "access",
        through: { by: "entry", key: "dev" },
        username: "dev:{{SessionName}}",
        groups: ["developers"],
        policies: [],
      },
    });
  });

  test("equals, for every caller, what a cluster gives on which the plans of all stages ran", () => {
    let compared = 0;
    const wrong: unknown[] = [];
    for (let seed = 1; seed <= 30; seed++) {
      const { base } = randomScenario(new Random(seed));
      const nodeGroupRoles = (base.migration?.expected ?? []).filter((text) => text !== CREATOR);
      let world: World = {
        mode: "CONFIG_MAP",
        rows: rowsOf(base),
        entries: {},
        isBridged: false,
        ownsRows: base.awsAuth?.manageAwsAuthConfigmap !== false,
      };
      const { principals, steps } = explain(new StagedCluster(base));
      for (const step of steps) {
        for (const { run } of planOf(step.staged.definition, world, { nodeGroupRoles, creator: CREATOR }))
          world = run(world);
        const live = { mode: world.mode, awsAuth: world.rows ?? EMPTY_AWS_AUTH, entries: world.entries };
        for (const { principal } of principals) {
          const cell = stagedAccess(step, principal);
          if (cell.kind === "unknown") {
            expect(base.migration?.expected).toContain(printArn(principal));
            continue;
          }
          for (const caller of probeCallers(principal)) {
            const [is, shown] = [given(accessOf(live, caller)), filledIn(cell, caller)].map((each) =>
              JSON.stringify(each),
            );
            if (is !== shown) wrong.push({ seed, step: step.name, principal: printArn(principal), is, shown });
            compared++;
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(5000);
  });

  test("knows no acceptance: what is accepted is given all the same", () => {
    const waived = definition({}, { accept: [accepting("entry-weaker")] });
    expect(cellsOf(waived, role("dev"))).toEqual(cellsOf(definition({}, { accept: [] }), role("dev")));
  });
});

/** What one caller has, in an order of its own: `system:bootstrappers` of a node counts for nothing (R15). */
function given(access: Access): unknown {
  if (access.verdict !== "authenticated") return access.verdict;
  const { username, groups, policies } = access;
  return named(username, groups, policies);
}

function filledIn(cell: StagedAccess, caller: Caller): unknown {
  if (cell.kind === "unknown") return "unknown";
  if (cell.kind === "none") return "refused";
  const texts = [cell.username, ...cell.groups].map((template) => renderTemplate(template, caller));
  const [username, ...groups] = texts.filter((text) => text !== undefined);
  if (username === undefined || groups.length < cell.groups.length) return "refused";
  return named(username, groups, cell.policies);
}

function named(username: string, groups: readonly string[], policies: readonly unknown[]): unknown {
  const kept = groups.filter((group) => !(username.startsWith("system:node:") && group === "system:bootstrappers"));
  return {
    username,
    groups: [...new Set(kept)].sort(),
    policies: policies.map((policy) => JSON.stringify(policy)).sort(),
  };
}
