import { schemaProblems } from "../support/terraform/provider-schema";

const ENTRY = { cluster_name: "demo", principal_arn: "arn:aws:iam::111122223333:role/admin" };

function problemsOf(entry: object): readonly string[] {
  return schemaProblems(JSON.stringify({ resource: { aws_eks_access_entry: { admin: entry } } }));
}

describe("schemaProblems", () => {
  test("finds nothing wrong with a resource of the provider", () => {
    expect(problemsOf({ ...ENTRY, kubernetes_groups: [], depends_on: ["data.aws_partition.current"] })).toEqual([]);
  });

  test.each([
    ["an unknown argument", { ...ENTRY, group: "x" }, "group: unknown argument"],
    ["a missing argument", { cluster_name: "demo" }, "principal_arn: required"],
    [
      "an argument that only the provider sets",
      { ...ENTRY, created_at: "now" },
      "created_at: only the provider sets it",
    ],
    ["a text for a list", { ...ENTRY, kubernetes_groups: "x" }, 'kubernetes_groups: expected ["set","string"]'],
    ["an object for a text", { ...ENTRY, user_name: {} }, 'user_name: expected "string"'],
    ["a text for a block", { ...ENTRY, timeouts: "5m" }, "timeouts[0]: expected a block"],
    [
      "an unknown argument within a block",
      { ...ENTRY, timeouts: { update: "5m" } },
      "timeouts[0].update: unknown argument",
    ],
  ])("finds %s", (_, entry, problem) => {
    expect(problemsOf(entry)).toEqual([`resource.aws_eks_access_entry.admin.${problem}`]);
  });

  test("finds too many blocks and a missing one", () => {
    const association = { cluster_name: "demo", principal_arn: "arn", policy_arn: "arn" };
    const json = {
      resource: {
        aws_eks_access_policy_association: {
          none: association,
          two: { ...association, access_scope: [{ type: "cluster" }, { type: "cluster" }] },
        },
      },
    };
    expect(schemaProblems(JSON.stringify(json))).toEqual([
      "resource.aws_eks_access_policy_association.none.access_scope: at least 1",
      "resource.aws_eks_access_policy_association.two.access_scope: at most 1",
    ]);
  });

  test("says which type has no schema, and looks at providers, data sources and ephemeral resources too", () => {
    const json = {
      data: { aws_partition: { current: { name: "aws" } } },
      ephemeral: { aws_eks_cluster_auth: { this: {} } },
      provider: { kubernetes: [{ hostname: "x" }] },
      resource: { aws_vpc: { this: {} } },
    };
    expect(schemaProblems(JSON.stringify(json))).toEqual([
      "resource.aws_vpc.this: no schema, run reduce-provider-schema.ts",
      "data.aws_partition.current.name: unknown argument",
      "ephemeral.aws_eks_cluster_auth.this.name: required",
      "provider.kubernetes.hostname: unknown argument",
    ]);
  });
});
