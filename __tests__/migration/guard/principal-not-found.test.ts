import { refusal } from "../../../lib/live/live-refusal";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { guardsOf } from "../../../lib/migration/guard/guards";
import { namedPrincipals, principalNotFound } from "../../../lib/migration/guard/principal-not-found";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { ACCOUNT, role, user } from "../../support/definitions/arns";
import { accepting, definition } from "../../support/definitions/definitions";
import { guardRefusals } from "../../support/guards/guard-refusals";
import { liveCluster } from "../../support/live/live-clusters";
import { cluster } from "../../support/definitions/sample-definitions";

const SSO = role("aws-reserved/sso.amazonaws.com/ap-northeast-2/AWSReservedSSO_Platform_0123456789abcdef");
const entries = {
  break_glass: { principalArn: role("break-glass") },
  bob: { principalArn: user("team/Bob") },
  sso: { principalArn: SSO },
  other: { principalArn: "arn:aws:iam::444455556666:role/other" },
};
const { migration: _, awsAuth: __, ...BARE } = definition();
const base = (rest: Partial<AccessDefinition> = {}): AccessDefinition => ({ ...BARE, accessEntries: entries, ...rest });
const ROLES = [role("break-glass"), SSO];
const USERS = [user("team/Bob")];
const missing = (one: AccessDefinition, roles: readonly string[] = ROLES, users: readonly string[] = USERS) =>
  principalNotFound.refuses(new StagedCluster(one), liveCluster({ roles, users }));

describe("principal-not-found", () => {
  test("passes where IAM has everybody of the account, and asks for nobody of another", () => {
    expect(missing(base())).toEqual([]);
    expect(guardRefusals(new StagedCluster(base()), liveCluster({ mode: "API_AND_CONFIG_MAP" }))).toEqual([]);
  });

  test.each([
    ["a typo", role("braek-glass"), { break_glass: { principalArn: role("braek-glass") } }],
    ["a wrong path", role("team/break-glass"), { break_glass: { principalArn: role("team/break-glass") } }],
    ["another case", role("Break-Glass"), { break_glass: { principalArn: role("Break-Glass") } }],
    [
      "an SSO role without its path",
      role("AWSReservedSSO_Platform_0123456789abcdef"),
      {
        sso: { principalArn: role("AWSReservedSSO_Platform_0123456789abcdef") },
      },
    ],
    ["a user without its path", user("Bob"), { bob: { principalArn: user("Bob") } }],
    ["a role where IAM has a user of that name", role("Bob"), { bob: { principalArn: role("Bob") } }],
  ])("refuses %s: %s", (_title, arn, changed) => {
    expect(missing(base({ accessEntries: { ...entries, ...changed } }))).toEqual([arn]);
  });

  test("refuses a role that was deleted", () => {
    expect(missing(base(), [SSO])).toEqual([role("break-glass")]);
  });

  test("leaves aside what the stack makes, path and all, and whom the file accepts by name", () => {
    const made = { break_glass: { name: "break-glass" } };
    expect(missing(base({ iamRoles: made }), [SSO])).toEqual([]);
    expect(missing(base({ iamRoles: { x: { name: "break-glass", path: "/team/" } } }), [SSO])).toEqual([
      role("break-glass"),
    ]);
    expect(missing(base({ iamRoles: { x: { name: "other" } } }), [SSO])).toEqual([role("break-glass")]);
    const accept = [{ ...accepting("principal-unread"), principal: role("break-glass") }];
    expect(missing(base({ accept }), [])).toEqual([SSO]);
  });

  test("does not take a user for the role of that name that the stack makes", () => {
    const accessEntries = { bob: { principalArn: user("bob") } };
    expect(missing(base({ accessEntries, iamRoles: { bob: { name: "bob" } } }))).toEqual([user("bob")]);
  });

  test("asks for nobody whom IAM does not list: an account, a federated user, a text that is no ARN", () => {
    const odd = [`arn:aws:iam::${ACCOUNT}:root`, `arn:aws:sts::${ACCOUNT}:federated-user/dev`, "nobody"];
    const accessEntries = Object.fromEntries(odd.map((principalArn, i) => [`odd_${i}`, { principalArn }]));
    expect(missing(base({ accessEntries }), [], [])).toEqual([]);
  });

  test("says whom IAM does not have, and how an ARN has to be written", () => {
    const says = principalNotFound.says(role("braek-glass"), new StagedCluster(base()));
    expect(says).toEqual({
      wrong: `IAM has no \`${role("braek-glass")}\`, and \`access_entries\` of the cluster file of demo declares an entry for it`,
      mend: "write each ARN as aws iam get-role or aws iam get-user prints it, with its path and in the same upper and lower case, or delete the entry from the file",
      help: "EKS refuses an entry of a principal that IAM does not have, half-way through the apply: write as `principal_arn` the ARN that `aws iam get-role --role-name braek-glass --query Role.Arn --output text` prints, with its path and in the same upper and lower case; where IAM has no such principal, delete the key from `access_entries`",
    });
    const ofUser = principalNotFound.says(user("team/ann"), new StagedCluster(base()));
    expect(ofUser.help).toContain("`aws iam get-user --user-name ann --query User.Arn --output text`");
  });

  test("stands at the entry, even where the file has a row of the principal too", () => {
    const [dev, staged] = [role("dev"), new StagedCluster(cluster({ stage: "retire" }))];
    expect(refusal(principalNotFound, dev, { staged, live: liveCluster() })).toMatchObject({
      code: "principal-not-found",
      path: "access_entries.dev",
    });
  });

  test("asks for rendered entries alone: none at dual, those of the waves that are in at entries", () => {
    const keys = (one: AccessDefinition) => namedPrincipals(new StagedCluster(one)).map(({ key }) => key);
    expect(keys(definition({ stage: "dual" }))).toEqual([]);
    expect(keys(definition({ stage: "entries", wave: 1 }))).toEqual(["break_glass"]);
    expect(keys(definition({ stage: "done" }))).toEqual(["admin", "break_glass", "dev", "node"]);
  });

  test("is asked without a migration too, and nowhere where the file accepts that IAM is not listed", () => {
    const codes = (one: AccessDefinition) => guardsOf(new StagedCluster(one)).map(({ code }) => code);
    expect(codes(base())).toEqual(["live-mode", "principal-unread", "principal-not-found"]);
    expect(codes(base({ accept: [accepting("principal-unread")] }))).toEqual(["live-mode"]);
  });

  test("without an account in the file asks for all, and Terraform for those of the caller's account", () => {
    const { accountId: ___, ...nowhere } = base();
    expect(namedPrincipals(new StagedCluster(nowhere)).map(({ key }) => key)).toEqual([
      "bob",
      "break_glass",
      "other",
      "sso",
    ]);
  });
});
