import fc from "fast-check";
import {
  canonicalArn,
  foldArn,
  type IamArn,
  parseArn,
  parseRowArn,
  PARTITIONS,
  printArn,
} from "../../../lib/access/principal/arn";
import { arn } from "../../support/definitions/arns";
import { anyText } from "../../support/laws/any-text";

const NAME = fc.stringMatching(/^[\w+=,.@-]{2,32}$/);
const PATH = fc.oneof(fc.constant("/"), fc.stringMatching(/^\/([a-z]{1,8}\/){1,3}$/));
const PRINCIPAL: fc.Arbitrary<IamArn> = fc.record({
  partition: fc.constantFrom(...PARTITIONS),
  accountId: fc.stringMatching(/^\d{12}$/),
  path: PATH,
  name: NAME.filter((name) => !/^awsservicerolefor/i.test(name)),
  kind: fc.constantFrom("role", "user"),
});

describe("parseArn", () => {
  test.each([
    ["arn:aws:iam::111122223333:role/my-role", { kind: "role", path: "/", name: "my-role" }],
    ["arn:aws-cn:iam::111122223333:user/a/b/Bob", { kind: "user", path: "/a/b/", name: "Bob", partition: "aws-cn" }],
    ["arn:aws-us-gov:iam::111122223333:root", { kind: "root", path: "/", name: "", partition: "aws-us-gov" }],
    ["arn:aws:sts::111122223333:assumed-role/my-role/me@x.org", { kind: "assumed-role", session: "me@x.org" }],
    ["arn:aws:sts::111122223333:federated-user/Bob", { kind: "federated-user", name: "Bob" }],
    [
      "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
      { kind: "service-linked-role", path: "/aws-service-role/eks.amazonaws.com/" },
    ],
    ["arn:aws:iam::111122223333:role/AWSServiceRoleForAmazonEMRContainers", { kind: "service-linked-role", path: "/" }],
    ["arn:aws:iam::111122223333:role/awsserviceroleforamazonemrcontainers", { kind: "service-linked-role" }],
    ["arn:aws:iam::111122223333:role/my-AWSServiceRoleForX", { kind: "role" }],
  ])("takes %s apart", (text, parts) => {
    expect(arn(text)).toMatchObject({ partition: "aws", accountId: "111122223333", ...parts });
  });

  test.each([
    ["", "not an ARN, expected `arn:<partition>:iam::<account>:<resource>`, got ``"],
    ["admin", "not an ARN, expected `arn:<partition>:iam::<account>:<resource>`, got `admin`"],
    [
      "arn:aws:iam::111122223333",
      "not an ARN, expected `arn:<partition>:iam::<account>:<resource>`, got `arn:aws:iam::111122223333`",
    ],
    ["arn:aws-mars:iam::111122223333:role/x", "unknown partition, expected aws, aws-cn, aws-us-gov, got `aws-mars`"],
    ["arn:aws:iam:eu-west-1:111122223333:role/x", "IAM ARNs have no region, expected nothing there, got `eu-west-1`"],
    ["arn:aws:iam::1111:role/x", "not an account ID, expected 12 digits, got `1111`"],
    [
      "arn:aws:iam::111122223333:role/",
      "not a name of a role or user, expected 1 to 64 of letters, digits, `+=,.@_-`, got ``",
    ],
    [
      "arn:aws:iam::111122223333:role//x/a b",
      "not a name of a role or user, expected 1 to 64 of letters, digits, `+=,.@_-`, got `a b`",
    ],
    ["arn:aws:iam::111122223333:role/é/x", "not an IAM path, expected `/` or `/a/b/` in printable ASCII, got `/é/`"],
    [
      "arn:aws:sts::111122223333:assumed-role/x",
      "not an assumed role, expected `assumed-role/<role name>/<session name>`, got `assumed-role/x`",
    ],
    [
      "arn:aws:sts::111122223333:federated-user/x",
      "not a name of a federated user, expected 2 to 32 characters, got `x`",
    ],
  ])("reports %j, and never throws", (text, problem) => {
    expect(parseArn(text)).toEqual({ problem });
  });

  test("keeps what it says on one line, in its backticks, and short", () => {
    expect(parseArn("a\n`b`\u001b[1m")).toEqual({
      problem: "not an ARN, expected `arn:<partition>:iam::<account>:<resource>`, got `a 'b'\\u{1b}[1m`",
    });
    expect(parseArn("x".repeat(201))).toEqual({ problem: expect.stringMatching(/got `x{199}…`$/) });
    expect(parseArn("x".repeat(200))).toEqual({ problem: expect.stringMatching(/got `x{200}`$/) });
  });

  test.each(["arn:aws:iam::111122223333:group/admins", "arn:aws:s3:::bucket", "arn:aws:iam::111122223333:Role/x"])(
    "takes %s for no principal",
    (text) => {
      const expected = text.includes("s3") ? "not an account ID" : "not a principal";
      expect(parseArn(text)).toEqual({ problem: expect.stringContaining(expected) });
    },
  );

  test("never throws on any text, and says on one line why it is none", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const parsed = parseArn(text);
        expect("problem" in parsed ? parsed.problem : "").toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u);
      }),
    );
  });
});

describe("printArn", () => {
  test("prints what parseArn reads", () => {
    fc.assert(fc.property(PRINCIPAL, (principal) => expect(arn(printArn(principal))).toEqual(principal)));
  });

  test("prints sessions, root and federated users", () => {
    for (const text of [
      "arn:aws:sts::111122223333:assumed-role/my-role/session",
      "arn:aws:sts::111122223333:federated-user/Bob",
      "arn:aws:iam::111122223333:root",
    ]) {
      expect(printArn(arn(text))).toBe(text);
    }
  });
});

describe("canonicalArn", () => {
  test("turns a session into its role and drops a role's path", () => {
    const role = "arn:aws:iam::111122223333:role/dev";
    expect(canonicalArn(arn("arn:aws:sts::111122223333:assumed-role/dev/me"))).toBe(role);
    expect(canonicalArn(arn("arn:aws:iam::111122223333:role/team/dev"))).toBe(role);
  });

  test("keeps a user's path, root and federated users", () => {
    for (const text of ["arn:aws:iam::111122223333:user/team/bob", "arn:aws:iam::111122223333:root"]) {
      expect(canonicalArn(arn(text))).toBe(text);
    }
  });
});

describe("parseRowArn", () => {
  test("reads fixed words in any case and keeps the case of names", () => {
    expect(parseRowArn("ARN:AWS:iam::111122223333:ROLE/Dev")).toEqual({
      arn: arn("arn:aws:iam::111122223333:role/Dev"),
    });
  });

  test.each(["role/awsserviceroleforamazonemrcontainers", "ROLE/AWSSERVICEROLEFORX", "role/AWS-Service-Role/x/y"])(
    "R25 refuses: %s for a role like others",
    (resource) => {
      expect(parseRowArn(`arn:aws:iam::111122223333:${resource}`)).toMatchObject({
        arn: { kind: "service-linked-role" },
      });
    },
  );
});

describe("foldArn", () => {
  test("folds one letter at a time, as Go does", () => {
    expect(foldArn("ROLE/\u0130\u212a\u03a3")).toBe("role/ik\u03c3");
  });
});
