import { StagedCluster } from "../../../lib/migration/staged-cluster";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { isRefused } from "../../../lib/migration/gate/refusal";
import { gate } from "../../../lib/migration/gate/gate";
import { textFindings } from "../../../lib/migration/gate/gate-text";
import { STAGES } from "../../../lib/migration/stage";
import { role, user } from "../../support/definitions/arns";
import { ADMIN_ROW, definition } from "../../support/definitions/definitions";

const HALF = "a\ud800";
const WHOLE = "a\u{1f600}";

function withRows(rows: Partial<AccessDefinition["awsAuth"]>): AccessDefinition {
  return definition({}, { awsAuth: { awsAuthRoles: [ADMIN_ROW], awsAuthUsers: [], awsAuthAccounts: [], ...rows } });
}

function withEntry(entry: object): AccessDefinition {
  const { accessEntries } = definition();
  return definition({}, { accessEntries: { ...accessEntries, ops: { principalArn: role("ops"), ...entry } } });
}

/** Every place of a name, filled in with a text. */
const PLACES: readonly [path: string, fill: (text: string) => AccessDefinition][] = [
  ["aws_auth.aws_auth_roles[0].rolearn", (text) => withRows({ awsAuthRoles: [{ rolearn: text }] })],
  ["aws_auth.aws_auth_roles[0].username", (text) => withRows({ awsAuthRoles: [{ ...ADMIN_ROW, username: text }] })],
  [
    "aws_auth.aws_auth_roles[0].groups[1]",
    (text) => withRows({ awsAuthRoles: [{ ...ADMIN_ROW, groups: ["a", text] }] }),
  ],
  [
    "aws_auth.aws_auth_roles[0].sso.permissionSetName",
    (text) => withRows({ awsAuthRoles: [{ sso: { permissionSetName: text, accountID: "111122223333" } }] }),
  ],
  [
    "aws_auth.aws_auth_roles[0].sso.accountID",
    (text) => withRows({ awsAuthRoles: [{ sso: { permissionSetName: "a", accountID: text } }] }),
  ],
  [
    "aws_auth.aws_auth_roles[0].sso.partition",
    (text) =>
      withRows({ awsAuthRoles: [{ sso: { permissionSetName: "a", accountID: "111122223333", partition: text } }] }),
  ],
  ["aws_auth.aws_auth_users[0].userarn", (text) => withRows({ awsAuthUsers: [{ userarn: text }] })],
  [
    "aws_auth.aws_auth_users[0].username",
    (text) => withRows({ awsAuthUsers: [{ userarn: user("a"), username: text }] }),
  ],
  [
    "aws_auth.aws_auth_users[0].groups[0]",
    (text) => withRows({ awsAuthUsers: [{ userarn: user("a"), groups: [text] }] }),
  ],
  ["aws_auth.aws_auth_accounts[0]", (text) => withRows({ awsAuthAccounts: [text] })],
  ["access_entries.ops.user_name", (text) => withEntry({ userName: text, kubernetesGroups: ["a"] })],
  ["access_entries.ops.kubernetes_groups[0]", (text) => withEntry({ kubernetesGroups: [text] })],
  ["migration.bridge_group", (text) => definition({ bridgeGroup: text })],
];

describe("textFindings", () => {
  test.each(PLACES)("names %s, and takes another text there", (path, fill) => {
    expect(textFindings(fill(HALF))).toEqual([
      {
        code: "text-not-carried",
        severity: "error",
        path,
        message:
          "half of a character (a lone surrogate) in a name, expected text that reaches the cluster as it is, got `a\\u{d800}`",
        help: "one such text makes the authenticator drop the whole section: write the character itself",
      },
    ]);
    expect(textFindings(fill(WHOLE))).toEqual([]);
  });

  test.each(STAGES)("refuse at %s, whatever else the stage looks at", (stage) => {
    const { migration, ...rest } = withRows({ awsAuthRoles: [{ ...ADMIN_ROW, username: HALF }] });
    const findings = gate(new StagedCluster({ ...rest, migration: { ...migration, stage } }), "2026-11-22");
    const own = findings.filter(({ code }) => code === "text-not-carried");
    expect(own).toHaveLength(1);
    expect(isRefused(own)).toBe(true);
  });

  test("leave what is no text to those who judge types", () => {
    const numbers: object = { userName: 1, kubernetesGroups: "a\ud800" };
    expect(textFindings(withEntry(numbers))).toEqual([]);
  });
});

describe("props of a program without types", () => {
  test.each(STAGES)(
    "at %s an entry of a type that EKS has not is refused, and nothing else is asked of it",
    (stage) => {
      const { accessEntries } = definition();
      const odd: AccessDefinition = JSON.parse(
        JSON.stringify({
          ...definition({ stage }),
          accessEntries: { ...accessEntries, mac: { principalArn: role("mac"), type: "EC2_MACOS" } },
        }),
      );
      const found = gate(new StagedCluster(odd), "2026-11-28").filter(({ code }) => code !== "accept-unused");
      expect(found.map(({ code, path }) => [code, path])).toEqual([["entry-type-unknown", "access_entries.mac.type"]]);
    },
  );
});
