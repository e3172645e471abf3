import { driftOfAccess } from "../../../lib/plan/objects/plan-drift";
import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";

const drifted = (type: string, before: unknown, after: unknown): ResourceChange => ({
  address: `${type}.this`,
  mode: "managed",
  type,
  name: "this",
  change: { actions: ["update"], before, after },
});
const addresses = (...list: ResourceChange[]) =>
  driftOfAccess({ format_version: "1.2", resource_drift: list }).map(({ address }) => address);

describe(driftOfAccess, () => {
  test.each([
    ["aws_eks_cluster", ["name", "arn", "access_config"]],
    ["aws_eks_access_entry", ["cluster_name", "principal_arn", "type", "kubernetes_groups", "user_name"]],
    ["aws_eks_access_policy_association", ["cluster_name", "principal_arn", "policy_arn", "access_scope"]],
    ["aws_eks_node_group", ["cluster_name", "node_role_arn"]],
    ["aws_eks_fargate_profile", ["cluster_name", "pod_execution_role_arn"]],
    ["aws_iam_role", ["arn", "unique_id"]],
    ["aws_iam_user", ["arn", "unique_id"]],
    ["kubernetes_manifest", ["manifest", "object"]],
    ["kubectl_manifest", ["yaml_body", "yaml_body_parsed", "yaml_incluster"]],
    ["kubernetes_config_map", ["data"]],
    ["kubernetes_config_map_v1", ["data"]],
    ["kubernetes_config_map_v1_data", ["data"]],
    ["kubernetes_role_binding_v1", ["role_ref", "subject"]],
    ["kubernetes_cluster_role_binding", ["role_ref", "subject"]],
  ])("of %s each of %j decides, and nothing else", (type, attributes) => {
    for (const one of attributes)
      expect([one, addresses(drifted(type, { [one]: "a" }, { [one]: "b" }))]).toEqual([one, [`${type}.this`]]);
    expect(addresses(drifted(type, { tags: "a" }, { tags: "b" }))).toEqual([]);
  });

  test("of other types nothing decides", () => {
    expect(addresses(drifted("aws_s3_bucket", { arn: "a" }, { arn: "b" }))).toEqual([]);
    expect(addresses(drifted("aws_s3_bucket", { arn: "a" }, null))).toEqual([]);
    expect(driftOfAccess({ format_version: "1.2" })).toEqual([]);
  });

  test("what went, or came, drifted, whatever it is", () => {
    expect(addresses(drifted("aws_iam_role", { tags: "a" }, null))).toEqual(["aws_iam_role.this"]);
    expect(addresses(drifted("aws_iam_role", null, { tags: "a" }))).toEqual(["aws_iam_role.this"]);
  });

  test("null and empty lists are the same, and keys have no order", () => {
    const groups = (value: unknown) => ({ kubernetes_groups: value });
    expect(addresses(drifted("aws_eks_access_entry", groups(null), groups([])))).toEqual([]);
    expect(addresses(drifted("aws_eks_access_entry", {}, groups([])))).toEqual([]);
    expect(addresses(drifted("aws_eks_access_entry", groups([]), groups(["a"])))).toHaveLength(1);
    expect(addresses(drifted("aws_eks_access_entry", groups(["a", "b"]), groups(["b", "a"])))).toHaveLength(1);
    const [ab, ba] = [{ data: { a: "1", b: "2" } }, { data: { b: "2", a: "1" } }];
    expect(addresses(drifted("kubernetes_config_map_v1", ab, ba))).toEqual([]);
    expect(addresses(drifted("kubernetes_config_map_v1", ab, { data: { b: "1", a: "2" } }))).toHaveLength(1);
  });

  test("stands by address", () => {
    const gone = drifted("aws_iam_role", {}, null);
    const [a, b] = [
      { ...gone, address: "aws_iam_role.a" },
      { ...gone, address: "aws_iam_role.b" },
    ];
    expect(addresses(b, a)).toEqual([a.address, b.address]);
  });
});
