import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { awsAuthOf, type RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import { yamlencode } from "../../../lib/access/aws-auth/yamlencode";
import { role, user } from "../../support/definitions/arns";
import { anyText } from "../../support/laws/any-text";
import { runs } from "../../support/laws/law-runs";

const GOLDEN = join(__dirname, "../../fixtures/golden-aws-auth");
const TEXT = fc.oneof(
  anyText(),
  fc.string(),
  fc.constantFrom("null", "1", "true", "a\nb", " a\n", "a b ".repeat(30), "\u2028", "\t", "é", '"', "\\", "~", "- a"),
);
const GROUPS = fc.array(TEXT, { maxLength: 3 });
const ROW = fc.record({ username: TEXT, groups: GROUPS }, { requiredKeys: [] });
const ROLE = fc
  .record({ rolearn: TEXT.filter((arn) => arn !== "") })
  .chain((arn) => ROW.map((row) => ({ ...arn, ...row })));
const USER = fc
  .record({ userarn: TEXT.filter((arn) => arn !== "") })
  .chain((arn) => ROW.map((row) => ({ ...arn, ...row })));
const unplaced = (placed: readonly { row: unknown }[]): unknown[] => placed.map(({ row }) => row);

describe("encodeAwsAuth", () => {
  test.each(["access", "self-managed"])("gives the text that the module wrote, byte for byte: %s", (name) => {
    const golden: unknown = JSON.parse(readFileSync(join(GOLDEN, `${name}.json`), "utf8"));
    expect(golden).toEqual(encodeAwsAuth(GOLDEN_ROWS[name] ?? awsAuthOf([])));
  });

  test("R5 accepts: parse(encode(x)) = x for rows of any text", () => {
    fc.assert(
      fc.property(fc.array(ROLE), fc.array(USER), fc.array(TEXT), (roles, users, accounts) => {
        const { awsAuth, findings } = parseAwsAuth(encodeAwsAuth(awsAuthOf(roles, users, accounts)));
        expect(findings).toEqual([]);
        expect(unplaced(awsAuth.roles)).toEqual(roles);
        expect(unplaced(awsAuth.users)).toEqual(users);
        expect(unplaced(awsAuth.accounts)).toEqual(accounts);
      }),
      { numRuns: runs(400) },
    );
  });

  test("keeps the sso matcher", () => {
    const row: RoleRow = { sso: { permissionSetName: "dev", accountID: "111122223333" }, username: "dev" };
    expect(parseAwsAuth(encodeAwsAuth(awsAuthOf([row]))).awsAuth.roles).toMatchObject([{ row }]);
  });
});

describe("yamlencode", () => {
  test.each([
    [[], "[]\n"],
    [[{}], "- {}\n"],
    [[{ b: "1", a: [] }], '- "a": []\n  "b": "1"\n'],
    [[{ a: ["x"] }], '- "a":\n  - "x"\n'],
    [[["x"]], '- - "x"\n'],
    [["two\nlines"], "- |-\n  two\n  lines\n"],
    [['"\\\t\u00e9\u{1f600}'], '- "\\"\\\\\\t\u00e9\\U0001F600"\n'],
    [["word ".repeat(17)], `- "${"word ".repeat(15)}word\n  word "\n`],
  ])("writes %j as Terraform does", (value, text) => {
    expect(yamlencode(value)).toBe(text);
  });
});

const NODE = { username: "system:node:{{EC2PrivateDNSName}}", groups: ["system:bootstrappers", "system:nodes"] };
const GOLDEN_ROWS: Readonly<Record<string, ReturnType<typeof awsAuthOf>>> = {
  access: awsAuthOf(
    [
      { rolearn: role("platform", "123456789012"), username: "platform:{{SessionName}}", groups: ["system:masters"] },
      { rolearn: role("nodes", "123456789012"), ...NODE },
    ],
    [{ userarn: user("alice", "123456789012"), username: "alice", groups: ["developers"] }],
  ),
  "self-managed": awsAuthOf([{ rolearn: role("mixed-node-group", "123456789012"), ...NODE }]),
};
