import { denialsAdded, grantsLost, parseTrustPolicy, type TrustPolicy } from "../../../lib/plan/objects/trust-policy";
import { role } from "../../support/definitions/arns";

function policy(...statements: readonly object[]): TrustPolicy {
  const read = parseTrustPolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  if (read === undefined) throw new Error("no trust policy");
  return read;
}

const allowing = (name: string, rest: object = {}) => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { AWS: role(name) },
  ...rest,
});
const lost = (before: TrustPolicy, after: TrustPolicy): readonly string[] =>
  grantsLost(before, after).map(({ principal }) => principal);

describe(parseTrustPolicy, () => {
  test("lets in by statements that allow, and by no other", () => {
    const both = policy(allowing("ci"), { ...allowing("ops"), Effect: "Deny" });
    expect(both.grants.map(({ principal }) => principal)).toEqual([role("ci")]);
    expect(both.denials).toHaveLength(1);
  });

  test("is none without a statement", () => {
    expect([parseTrustPolicy("no JSON"), parseTrustPolicy({}), parseTrustPolicy(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe(grantsLost, () => {
  const withinHours = (...values: readonly string[]) =>
    policy(allowing("ci", { Condition: { StringNotEquals: { "aws:x": values } } }));

  test("are none where what must not be is the same in another order, and some where it is another", () => {
    expect(lost(withinHours("a", "b"), withinHours("b", "a"))).toEqual([]);
    expect(lost(withinHours("a", "b"), withinHours("a", "c"))).toEqual([role("ci")]);
    expect(lost(withinHours("a"), withinHours("a", "b"))).toEqual([role("ci")]);
  });

  test("are those of a principal that only a denial names afterwards", () => {
    expect(lost(policy(allowing("ci")), policy({ ...allowing("ci"), Effect: "Deny" }))).toEqual([role("ci")]);
  });
});

describe(denialsAdded, () => {
  test("are statements that deny and were not there, whatever their names and the order of their keys", () => {
    const [deny, turned] = [
      { Sid: "one", Effect: "Deny", Action: "sts:AssumeRole", Principal: "*" },
      { Principal: "*", Action: "sts:AssumeRole", Effect: "Deny", Sid: "two" },
    ];
    expect(denialsAdded(policy(deny), policy(turned))).toEqual([]);
    expect(denialsAdded(policy(allowing("ci")), policy(deny))).toHaveLength(1);
  });
});
