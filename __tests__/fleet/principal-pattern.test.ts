import { patternFor, patternNames, patternProblem } from "../../lib/fleet/principal-pattern";

const ROLE = "arn:aws:iam::111122223333:role";

describe("patternFor", () => {
  test("puts the cluster's account and partition into a pattern", () => {
    const cluster = { accountId: "111122223333", partition: "aws-cn" } as const;
    expect(patternFor("arn:{partition}:iam::{account}:role/ops", cluster)).toBe(
      "arn:aws-cn:iam::111122223333:role/ops",
    );
  });

  test("leaves the account open where the file does not say it: it then names nobody", () => {
    const pattern = patternFor("arn:aws:iam::{account}:role/ops", {});
    expect(pattern).toBe("arn:aws:iam::{account}:role/ops");
    expect(patternNames(pattern, `${ROLE}/ops`)).toBe(false);
  });
});

describe("patternNames", () => {
  test.each([
    [`${ROLE}/ops`, `${ROLE}/team/ops`],
    [`${ROLE}/ops`, `${ROLE}/OPS`],
    [`${ROLE}/AWSReservedSSO_Ops_*`, `${ROLE}/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Ops_0a1b`],
    [`${ROLE}/*`, `${ROLE}/anything`],
  ])("%s names %s", (pattern, principal) => {
    expect(patternNames(pattern, principal)).toBe(true);
  });

  test.each([
    [`${ROLE}/ops`, `${ROLE}/ops2`],
    [`${ROLE}/ops`, "arn:aws:iam::444455556666:role/ops"],
    [`${ROLE}/ops`, "arn:aws:iam::111122223333:user/ops"],
    [`${ROLE}/ops-*`, `${ROLE}/dev-ops-1`],
    [`${ROLE}/*`, "arn:aws:iam::444455556666:role/x"],
    [`${ROLE}/o.s*`, `${ROLE}/ops`],
  ])("%s does not name %s", (pattern, principal) => {
    expect(patternNames(pattern, principal)).toBe(false);
  });
});

describe("patternProblem", () => {
  test.each(["arn:{partition}:iam::{account}:role/ops", "arn:aws:iam::111122223333:user/ci", `${ROLE}/a/*`])(
    "%s is a pattern",
    (pattern) => {
      expect(patternProblem(pattern)).toBeUndefined();
    },
  );

  test.each([
    ["ops", "not an ARN"],
    ["arn:aws:iam::*:role/ops", "12 digits"],
    ["arn:aws:iam::{acount}:role/ops", "12 digits"],
    ["arn:aws:iam::{account}:root", "no role and no user"],
    ["arn:aws:sts::{account}:assumed-role/ops/session", "no role and no user"],
  ])("%s is none: %s", (pattern, why) => {
    expect(patternProblem(pattern)).toContain(why);
  });
});
