import fc from "fast-check";
import { canonicalArn, parseArn } from "../../../lib/access/principal/arn";
import { askCanonical } from "../../support/authenticator/authenticator";

const RUNS = 20_000;
const PARTITION = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("aws", "aws-cn", "aws-us-gov") },
  { weight: 1, arbitrary: fc.constantFrom("aws-mars", "AWS", "") },
);
const ACCOUNT = fc.oneof(
  { weight: 9, arbitrary: fc.stringMatching(/^\d{12}$/) },
  { weight: 1, arbitrary: fc.constantFrom("", "1", "x") },
);
const NAME = fc.oneof(
  { weight: 30, arbitrary: fc.stringMatching(/^[\w+=,.@-]{2,12}$/) },
  fc.constantFrom("", "a b", "é", "a"),
);
const RESOURCE = fc.oneof(
  fc.tuple(fc.constantFrom("role", "user", "Role", "group"), NAME).map((parts) => parts.join("/")),
  fc.tuple(fc.constantFrom("role", "user"), NAME, NAME).map((parts) => parts.join("/")),
  fc.tuple(fc.constant("assumed-role"), NAME, NAME).map((parts) => parts.join("/")),
  fc.tuple(fc.constant("federated-user"), NAME).map((parts) => parts.join("/")),
  fc.constantFrom("root", "root/x", "assumed-role/x", "assumed-role", "assumed-role/a/b/c", "role", "user"),
);
const SERVICE = fc.constantFrom("iam", "iam", "iam", "sts", "sts", "s3");
const REGION = fc.oneof({ weight: 12, arbitrary: fc.constant("") }, fc.constant("eu-west-1"));
const ARN = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.tuple(fc.constant("arn"), PARTITION, SERVICE, REGION, ACCOUNT, RESOURCE).map((p) => p.join(":")),
  },
  fc.string(),
);

/** What AWS never issues, and the authenticator, which only sees what AWS issues, lets pass: we report it. */
function isNoAwsArn(text: string): boolean {
  const [, partition, , region, account, resource = ""] = text.split(":");
  const parts = resource.split("/").slice(1);
  const isBadName =
    parts.some((part) => !/^[\w+=,.@-]{1,64}$/.test(part)) || (parts.length === 0 && resource !== "root");
  const isShort = /^(assumed-role|federated-user)\//.test(resource) && (parts.at(-1) ?? "").length < 2;
  const isLong = resource.startsWith("assumed-role/") && parts.length > 2;
  const isElse =
    text.split(":").length > 6 || resource === "root/x" || (resource.startsWith("federated-user") && parts.length > 1);
  return (
    partition === "" || region !== "" || !/^\d{12}$/.test(account ?? "") || isBadName || isShort || isLong || isElse
  );
}

describe("canonicalArn against the authenticator's pkg/arn", () => {
  const seed = Number(process.env.SEED ?? 1);
  const arns = fc.sample(ARN, { numRuns: RUNS, seed });

  test(`agrees on ${RUNS} ARNs (seed ${seed})`, async () => {
    let understood = 0;
    let i = 0;
    const differing: unknown[] = [];
    for await (const { canonical, error } of askCanonical(arns)) {
      const text = arns[i++] ?? "";
      const parsed = parseArn(text);
      if ("problem" in parsed) {
        if (error === undefined && !isNoAwsArn(text)) differing.push({ text, canonical, ours: parsed.problem });
        continue;
      }
      understood++;
      const isPathRole = parsed.arn.path !== "/" && parsed.arn.kind !== "user";
      if (canonical !== canonicalArn(parsed.arn) && !isPathRole) differing.push({ text, canonical, error });
    }
    console.log(`pkg/arn: ${i} ARNs, ${understood} understood, seed ${seed}`);
    expect(differing.slice(0, 3)).toEqual([]);
    expect(i).toBe(RUNS);
    expect(understood / RUNS).toBeGreaterThan(0.1);
  }, 300_000);

  test("a role's path, which STS never tells, is dropped by us and kept by pkg/arn", async () => {
    const text = "arn:aws:iam::111122223333:role/team/dev";
    const parsed = parseArn(text);
    for await (const { canonical } of askCanonical([text])) expect(canonical).toBe(text);
    expect("arn" in parsed && canonicalArn(parsed.arn)).toBe("arn:aws:iam::111122223333:role/dev");
  }, 300_000);
});
