import { awsAuthOf } from "../../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../../lib/migration/definition";
import { rowChanged } from "../../../../lib/migration/guard/aws-auth/row-changed";
import type { LiveCluster } from "../../../../lib/migration/guard/live-cluster";
import { StagedCluster } from "../../../../lib/migration/staged-cluster";
import { ACCOUNT, role } from "../../../support/definitions/arns";
import { accepting, ADMIN_ROW, definition, DEV_ROW, NODE_ROW } from "../../../support/definitions/definitions";
import { liveCluster } from "../../../support/live/live-clusters";

const STRANGER = { rolearn: role("stranger"), username: "stranger", groups: ["a"] };
const live = (...args: Parameters<typeof awsAuthOf>) => liveCluster({ configMap: awsAuthOf(...args) });
const changedRows = (base: AccessDefinition, cluster: LiveCluster): readonly string[] =>
  rowChanged.refuses(new StagedCluster(base), cluster);

describe("row-changed", () => {
  const changed = { ...DEV_ROW, groups: ["developers", "on-call"] };

  test("R38 accepts: groups in another order or twice, and rows that the file does not have", () => {
    const shuffled = { ...NODE_ROW, groups: ["system:nodes", "system:bootstrappers", "system:nodes"] };
    expect(changedRows(definition(), live([ADMIN_ROW, shuffled, STRANGER]))).toEqual([]);
  });

  test.each([
    ["another group", changed],
    ["no groups", { rolearn: role("dev"), username: "dev:{{SessionName}}" }],
    ["another username", { ...DEV_ROW, username: "developer:{{SessionName}}" }],
  ])("R38 refuses: %s than the file's", (_title, row) => {
    expect(changedRows(definition(), live([ADMIN_ROW, row]))).toEqual([role("dev")]);
  });

  test("R38 accepts: a change that is accepted for this principal, or whose principal is leaving", () => {
    const accept = (principal: string) => [{ ...accepting("row-changed"), principal }];
    expect(changedRows(definition({}, { accept: accept(role("team/dev")) }), live([changed]))).toEqual([]);
    expect(changedRows(definition({}, { accept: accept(role("admin")) }), live([changed]))).toEqual([role("dev")]);
    expect(changedRows(definition({}, { leaving: [role("dev")] }), live([changed]))).toEqual([]);
  });
});

describe("row-changed, where an account serves", () => {
  test("R13 refuses: a row that is not live, whose principal's account is: writing it takes the account's access", () => {
    const awsAuth = { awsAuthRoles: [ADMIN_ROW, NODE_ROW], awsAuthUsers: [], awsAuthAccounts: [ACCOUNT] };
    expect(changedRows(definition({}, { awsAuth }), live([ADMIN_ROW], [], [ACCOUNT]))).toEqual([role("node")]);
    expect(changedRows(definition({}, { awsAuth }), live([ADMIN_ROW], [], ["444455556666"]))).toEqual([]);
  });
});
