import type { AccessDefinition } from "../../../lib/migration/definition";
import { guardsOf } from "../../../lib/migration/guard/guards";
import { namedPrincipals, principalNotFound } from "../../../lib/migration/guard/principal-not-found";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { role, user } from "../../support/definitions/arns";
import { accepting, definition } from "../../support/definitions/definitions";
import { guardRefusals } from "../../support/guards/guard-refusals";
import { liveCluster } from "../../support/live/live-clusters";

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
    const accept = [{ ...accepting("principal-unread"), principal: role("break-glass") }];
    expect(missing(base({ accept }), [])).toEqual([SSO]);
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
