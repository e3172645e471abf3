import { isLeaving, isLeavingAccount } from "../../lib/migration/leaving";
import { ACCOUNT, arn, role } from "../support/definitions/arns";
import { definition } from "../support/definitions/definitions";

const OTHER = "444455556666";

describe("isLeaving", () => {
  const leaving = definition({}, { leaving: [role("team/dev"), "nobody"] });

  test("holds for the principal of the list, with its path or without", () => {
    expect(isLeaving(leaving, arn(role("dev")))).toBe(true);
  });

  test("does not hold for others, nor without a list", () => {
    expect(isLeaving(leaving, arn(role("dev", OTHER)))).toBe(false);
    expect(isLeaving(definition(), arn(role("dev")))).toBe(false);
  });
});

describe("isLeavingAccount", () => {
  const leaving = [`arn:aws:iam::${ACCOUNT}:root`];

  test("R13 accepts: a mapped account that leaves, named as IAM names it", () => {
    expect(isLeavingAccount(definition({}, { leaving }), ACCOUNT)).toBe(true);
  });

  test("R13 refuses: another account, and an account of which one principal leaves", () => {
    expect(isLeavingAccount(definition({}, { leaving }), "444455556666")).toBe(false);
    expect(isLeavingAccount(definition({}, { leaving: [role("dev")] }), ACCOUNT)).toBe(false);
  });
});
