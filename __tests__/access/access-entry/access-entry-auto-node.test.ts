import type { AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { validateAccessEntries } from "../../../lib/access/access-entry/access-entry-validation";
import type { Finding } from "../../../lib/finding/finding";
import { ACCOUNT, policyArn, role } from "../../support/definitions/arns";

const CLUSTER = { accountId: ACCOUNT, partition: "aws", mode: "API_AND_CONFIG_MAP" } as const;
const VIEW = { policyArn: policyArn("AmazonEKSViewPolicy"), accessScope: { type: "cluster" } } as const;

const validate = (entry: AccessEntry): Finding[] => validateAccessEntries({ dev: entry }, CLUSTER);
const codes = (entry: AccessEntry): string[] => validate(entry).map(({ code, path }) => `${code} ${path}`);

describe("validateAccessEntries of Auto Mode's nodes", () => {
  test("R30 accepts: Auto Mode's type with its policy; R30 refuses: without it", () => {
    const auto = { policyArn: policyArn("AmazonEKSAutoNodePolicy"), accessScope: { type: "cluster" } } as const;
    expect(codes({ principalArn: role("node"), type: "EC2", policyAssociations: { auto } })).toEqual([]);
    expect(codes({ principalArn: role("node"), type: "EC2", policyAssociations: { view: VIEW } })).toEqual([
      "entry-auto-node-policy access_entries.dev.policy_associations",
    ]);
  });

  test("R30 refuses: Auto Mode's policy for namespaces, and says which scope to write", () => {
    const auto = {
      policyArn: policyArn("AmazonEKSAutoNodePolicy"),
      accessScope: { type: "namespace", namespaces: ["kube-system"] },
    } as const;
    expect(validate({ principalArn: role("node"), type: "EC2", policyAssociations: { view: VIEW, auto } })).toEqual([
      {
        code: "entry-auto-node-policy",
        severity: "warning",
        path: "access_entries.dev.policy_associations.auto.access_scope",
        message:
          "Auto Mode nodes of its role cannot join, expected AmazonEKSAutoNodePolicy at cluster scope, got it at scope `namespace`",
        help: "write `access_scope: { type: cluster }`, and delete its namespaces",
      },
    ]);
  });

  test.each(["aws", "aws-cn"] as const)("R30 says what to type without the policy, in partition %s", (partition) => {
    const nodes = { principalArn: `arn:${partition}:iam::${ACCOUNT}:role/node`, type: "EC2" } as const;
    const arn = `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy`;
    const help = `write under \`policy_associations\`: \`node: { policy_arn: ${arn}, access_scope: { type: cluster } }\``;
    expect(validateAccessEntries({ nodes }, { ...CLUSTER, partition })).toMatchObject([{ help }]);
  });
});
