import fc from "fast-check";
import type { AccessEntries, AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { validateAccessEntries } from "../../../lib/access/access-entry/access-entry-validation";
import { ACCOUNT, policyArn, role } from "../../support/definitions/arns";
import { runs } from "../../support/laws/law-runs";

const CLUSTER = { accountId: ACCOUNT, partition: "aws", mode: "API_AND_CONFIG_MAP" } as const;
const VIEW = { policyArn: policyArn("AmazonEKSViewPolicy"), accessScope: { type: "cluster" } } as const;
const good: AccessEntry = { principalArn: role("dev"), kubernetesGroups: ["developers"] };

const ANY = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(role("dev"), "STANDARD", "EC2", [], {}, null, "namespace", "a\n`b`"),
);
const SCOPE = fc.oneof(ANY, fc.record({ type: ANY, namespaces: ANY }, { requiredKeys: [] }));
const ASSOCIATION = fc.oneof(ANY, fc.record({ policyArn: ANY, accessScope: SCOPE }, { requiredKeys: [] }));
const WRITTEN = fc.record(
  {
    principalArn: ANY,
    type: ANY,
    kubernetesGroups: fc.oneof(ANY, fc.array(ANY)),
    userName: ANY,
    policyAssociations: fc.oneof(ANY, fc.dictionary(fc.string(), ASSOCIATION)),
    tags: ANY,
  },
  { requiredKeys: [] },
);

describe("validateAccessEntries", () => {
  test("never throws, and says everything on one line: what is wrong, what was expected, what was found", () => {
    const given = fc.oneof(ANY, fc.dictionary(fc.string(), fc.oneof(ANY, WRITTEN)));
    fc.assert(
      fc.property(given.map(asEntries), (entries) => {
        for (const { message, help } of validateAccessEntries(entries, CLUSTER)) {
          expect(message).toMatch(/^[^\n\p{Cc}]+, expected [^\n\p{Cc}]+, got `[^`\n\p{Cc}]*`$/u);
          expect(help).toMatch(/^[^\n]+[^.\n]$/);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  test.each<[string, AccessEntry, string]>([
    [
      "type",
      { ...good, type: "HYPERPOD_LINUX", principalArn: role("n"), kubernetesGroups: [] },
      "groups on type HYPERPOD_LINUX, expected none, got `[]`",
    ],
    [
      "provider",
      { principalArn: role("n"), type: "HYPERPOD_LINUX" },
      "type that `aws_eks_access_entry` of AWS provider 5.100.0 does not take, expected STANDARD, EC2_LINUX, EC2_WINDOWS, FARGATE_LINUX, HYBRID_LINUX, EC2, got `HYPERPOD_LINUX`",
    ],
    [
      "username",
      { principalArn: role("n"), type: "EC2_LINUX", userName: "node" },
      "username on type EC2_LINUX, expected none, got `node`",
    ],
    ["empty username", { ...good, userName: "" }, 'empty username, expected a name, got `""`'],
    ["empty group", { ...good, kubernetesGroups: [""] }, 'empty group, expected a name, got `""`'],
    [
      "rights",
      { principalArn: role("dev") },
      "entry that gives no rights, expected kubernetes_groups or policy_associations, got `neither`",
    ],
    [
      "policy",
      { ...good, policyAssociations: { x: { ...VIEW, policyArn: policyArn("Nothing") } } },
      "unknown policy, expected one of the 38 in our catalogue, got `Nothing`",
    ],
    [
      "broken lines",
      { ...good, principalArn: "a\n`b`\u0000" },
      "not an ARN, expected `arn:<partition>:iam::<account>:<resource>`, got `a 'b'\\u{0}`",
    ],
  ])("says what was expected and what was found: %s", (_, entry, message) => {
    expect(validateAccessEntries({ dev: entry }, CLUSTER).map((each) => each.message)).toContain(message);
  });
});

/** As if from a file: types bind nobody there. */
function asEntries(value: unknown): AccessEntries {
  const read: AccessEntries = JSON.parse(JSON.stringify(value));
  return read;
}
