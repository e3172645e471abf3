import { awsAuthOf } from "../../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../../lib/migration/definition";
import { rowUnknown } from "../../../../lib/migration/guard/aws-auth/row-unknown";
import type { LiveCluster } from "../../../../lib/migration/guard/live-cluster";
import { StagedCluster } from "../../../../lib/migration/staged-cluster";
import { ACCOUNT, role } from "../../../support/definitions/arns";
import { ADMIN_ROW, definition, DEV_ROW } from "../../../support/definitions/definitions";
import { liveCluster } from "../../../support/live/live-clusters";

const STRANGER = { rolearn: role("stranger"), username: "stranger", groups: ["a"] };
const OTHER = "444455556666";
const live = (...args: Parameters<typeof awsAuthOf>) => liveCluster({ configMap: awsAuthOf(...args) });
const unknownRows = (base: AccessDefinition, cluster: LiveCluster): readonly string[] =>
  rowUnknown.refuses(new StagedCluster(base), cluster);

describe("row-unknown", () => {
  test("R38 accepts: live rows of the file, in any case, and dead ones", () => {
    expect(unknownRows(definition(), liveCluster())).toEqual([]);
    const odd = { ...DEV_ROW, rolearn: `arn:aws:IAM::${ACCOUNT}:Role/DEV` };
    expect(unknownRows(definition(), live([odd, { rolearn: role("team/x"), groups: ["a"] }]))).toEqual([]);
  });

  test("R38 refuses: a live row that the file does not have, unless its principal is leaving", () => {
    expect(unknownRows(definition(), live([ADMIN_ROW, STRANGER]))).toEqual([role("stranger")]);
    expect(unknownRows(definition({}, { leaving: [role("stranger")] }), live([STRANGER]))).toEqual([]);
  });

  test("says how the access stays and how it ends, of a principal and of an account", () => {
    const helpOf = (about: string) => rowUnknown.says(about, new StagedCluster(definition())).help;
    expect(helpOf(role("stranger"))).toBe(
      `the plan would overwrite what is live. To keep this access, \`eks-access import --cluster demo --update FILE\` writes its row under \`aws_auth\` and an entry under \`access_entries\`; to end it, add \`- ${role("stranger")}\` to the list \`leaving\` at the top level of the file`,
    );
    expect(helpOf(`account ${OTHER}`)).toBe(
      `the plan would overwrite what is live. To keep this access, add \`- "${OTHER}"\` to the list \`aws_auth_accounts\` under \`aws_auth\`; to end it, add \`- arn:aws:iam::${OTHER}:root\` to the list \`leaving\` at the top level of the file`,
    );
  });

  test("R38 refuses: a row that the file has dead only", () => {
    const awsAuth = {
      awsAuthRoles: [{ ...DEV_ROW, rolearn: role("team/dev") }],
      awsAuthUsers: [],
      awsAuthAccounts: [],
    };
    expect(unknownRows(definition({}, { awsAuth }), live([DEV_ROW]))).toEqual([role("dev")]);
  });

  test("names accounts that the file does not map; what is no account ID serves nobody", () => {
    const mapped = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [ACCOUNT] };
    expect(unknownRows(definition({}, { awsAuth: mapped }), live([], [], [ACCOUNT, OTHER, OTHER, "12"]))).toEqual([
      `account ${OTHER}`,
    ]);
  });

  test("names every live row where the file has no aws_auth", () => {
    const { awsAuth: _, ...bare } = definition();
    expect(unknownRows(bare, liveCluster())).toEqual([role("admin"), role("dev"), role("node")]);
  });

  test("R13 accepts: a mapped account that leaves, named as IAM names it, and refuses the others", () => {
    const leaving = [`arn:aws:iam::${ACCOUNT}:root`];
    expect(unknownRows(definition({}, { leaving }), live([], [], [ACCOUNT]))).toEqual([]);
    expect(unknownRows(definition(), live([], [], [ACCOUNT]))).toEqual([`account ${ACCOUNT}`]);
  });
});
