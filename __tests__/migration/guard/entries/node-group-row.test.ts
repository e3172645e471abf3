import type { RoleRow, UserRow } from "../../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../../lib/migration/definition";
import { nodeGroupRow } from "../../../../lib/migration/guard/entries/node-group-row";
import { guardsOf } from "../../../../lib/migration/guard/guards";
import { STAGES } from "../../../../lib/migration/stage";
import { StagedCluster } from "../../../../lib/migration/staged-cluster";
import { role, user } from "../../../support/definitions/arns";
import { accepting, definition, NODE_ROW } from "../../../support/definitions/definitions";
import { liveCluster } from "../../../support/live/live-clusters";

const WORKERS = role("workers");
const MASTER = { rolearn: WORKERS, username: "ops", groups: ["system:masters"] };
const SWITCH = liveCluster({ mode: "CONFIG_MAP", entries: [], nodeGroupRoles: [role("team/workers"), "nobody"] });

const rowsOf = (awsAuthRoles: readonly RoleRow[], awsAuthUsers: readonly UserRow[] = []) => ({
  awsAuthRoles,
  awsAuthUsers,
  awsAuthAccounts: [],
});

function withRow(row: RoleRow, rest: Partial<AccessDefinition> = {}): StagedCluster {
  return new StagedCluster(definition({ stage: "dual" }, { awsAuth: rowsOf([row]), ...rest }));
}
const refuses = (row: RoleRow, rest: Partial<AccessDefinition> = {}, live = SWITCH): readonly string[] =>
  nodeGroupRow.refuses(withRow(row, rest), live);

describe("node-group-row", () => {
  test.each([
    ["a username that is not a node's", { ...NODE_ROW, rolearn: WORKERS, username: "ops" }],
    ["no username", { rolearn: WORKERS, groups: NODE_ROW.groups ?? [] }],
    ["a further group", { ...NODE_ROW, rolearn: WORKERS, groups: [...(NODE_ROW.groups ?? []), "ci"] }],
    ["another username and another group", MASTER],
  ])("R37 refuses: %s in the row of a managed node group's role", (_, row) => {
    expect(refuses(row)).toEqual([WORKERS]);
  });

  test("R37 refuses it for a role that is expected or declared too: EKS's entry comes first", () => {
    expect(refuses(MASTER, { migration: { stage: "dual", expected: [WORKERS] } })).toEqual([WORKERS]);
    expect(refuses(MASTER, { accessEntries: { workers: { principalArn: WORKERS } } })).toEqual([WORKERS]);
  });

  test("R37 accepts: rows of nodes, on Linux or Windows, rows of other roles and of users, one that leaves, one that is accepted", () => {
    expect(refuses({ ...NODE_ROW, rolearn: WORKERS })).toEqual([]);
    expect(
      refuses({ ...NODE_ROW, rolearn: WORKERS, groups: [...(NODE_ROW.groups ?? []), "eks:kube-proxy-windows"] }),
    ).toEqual([]);
    expect(refuses({ ...MASTER, rolearn: role("dev") })).toEqual([]);
    const ofUser = rowsOf([], [{ userarn: user("workers"), username: "ops", groups: [] }]);
    expect(refuses(NODE_ROW, { awsAuth: ofUser })).toEqual([]);
    expect(refuses(MASTER, { leaving: [WORKERS] })).toEqual([]);
    expect(refuses(MASTER, { accept: [{ ...accepting("node-group-row"), principal: WORKERS }] })).toEqual([]);
    expect(refuses(MASTER, { accept: [{ ...accepting("node-group-row"), principal: role("dev") }] })).toEqual([
      WORKERS,
    ]);
  });

  test("asks before the switch alone: afterwards the entry is live, and nothing changes", () => {
    expect(refuses(MASTER, {}, { ...SWITCH, mode: "API_AND_CONFIG_MAP" })).toEqual([]);
    const asking = STAGES.filter((stage) =>
      guardsOf(new StagedCluster(definition({ stage }))).some(({ code }) => code === "node-group-row"),
    );
    expect(asking).toEqual(["dual"]);
  });

  test("says what is lost, and what to write", () => {
    const staged = withRow(MASTER);
    expect(nodeGroupRow.says(WORKERS, staged, SWITCH)).toEqual({
      wrong:
        "As the mode of cluster demo becomes API_AND_CONFIG_MAP, EKS makes the access entry of role workers with a managed node group, and whoever uses that role loses what its row gives beyond nodes (username ops, group system:masters)",
      mend: expect.stringContaining("code: node-group-row, principal: its ARN"),
      help: expect.stringContaining(
        `{ code: node-group-row, principal: "${WORKERS}", reason: WHY, until: YYYY-MM-DD }`,
      ),
    });
  });
});
