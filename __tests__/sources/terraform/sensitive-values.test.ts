import { readSources } from "../../../lib/sources/read-sources";
import { cluster, iam, shown } from "../../support/terraform/shown-state";

const read = (text: string) => readSources([{ name: "state", text }]);
const DEMO = cluster("demo", "API_AND_CONFIG_MAP");
const entry = (values: object, sensitive: object) => ({
  address: "aws_eks_access_entry.ops",
  mode: "managed",
  type: "aws_eks_access_entry",
  name: "ops",
  values: {
    cluster_name: "demo",
    principal_arn: iam("role/ops"),
    type: "STANDARD",
    kubernetes_groups: ["ops"],
    user_name: "ops",
    tags: {},
    ...values,
  },
  sensitive_values: sensitive,
});

describe("isReadable", () => {
  test("what is marked as sensitive of the cluster's name, an entry or its policies is read, and that is said", () => {
    const named = { ...DEMO, sensitive_values: { name: true } };
    const association = {
      address: "aws_eks_access_policy_association.ops",
      mode: "managed",
      type: "aws_eks_access_policy_association",
      name: "ops",
      values: {
        cluster_name: "demo",
        principal_arn: iam("role/ops"),
        policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
        access_scope: [{ type: "namespace", namespaces: ["shop"] }],
      },
      sensitive_values: { access_scope: [{ namespaces: [true] }] },
    };
    const marked = entry({}, { kubernetes_groups: true, principal_arn: true, user_name: true });
    const { findings, sources } = read(shown([named, marked, association]));
    expect(
      sources.entries.map(({ value: { principalArn, groups, userName } }) => [principalArn, groups, userName]),
    ).toEqual([[iam("role/ops"), ["ops"], "ops"]]);
    expect(
      findings.map(({ code, path, message }) => [
        code,
        path.replace(/.*\.values\./, ""),
        message.replace(/.*, got /, ""),
      ]),
    ).toEqual([
      ["import-value-sensitive", "name", "`name` of `aws_eks_cluster.demo`"],
      [
        "import-value-sensitive",
        "principal_arn",
        "`principal_arn, kubernetes_groups, user_name` of `aws_eks_access_entry.ops`",
      ],
      ["import-value-sensitive", "access_scope", "`access_scope` of `aws_eks_access_policy_association.ops`"],
    ]);
    expect(read(shown([DEMO, entry({}, { tags: {}, kubernetes_groups: [false] })])).findings).toEqual([]);
  });

  test("the same of a state file", () => {
    const path = (...names: readonly string[]) => names.map((value) => [{ type: "get_attr", value }]);
    const instance = (
      type: string,
      name: string,
      { attributes, sensitive }: { attributes: object; sensitive: object },
    ) => ({
      mode: "managed",
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ attributes, sensitive_attributes: sensitive }],
    });
    const raw = JSON.stringify({
      version: 4,
      terraform_version: "1.11.4",
      serial: 1,
      lineage: "x",
      resources: [
        instance("aws_eks_cluster", "demo", { attributes: DEMO.values, sensitive: path("name") }),
        instance("aws_eks_access_entry", "ops", {
          attributes: entry({}, {}).values,
          sensitive: path("user_name", "principal_arn"),
        }),
      ],
    });
    expect(read(raw).findings.map(({ code, message }) => [code, message.replace(/.*, got /, "")])).toEqual([
      ["import-value-sensitive", "`name` of `aws_eks_cluster.demo`"],
      ["import-value-sensitive", "`principal_arn, user_name` of `aws_eks_access_entry.ops`"],
    ]);
  });

  test.each(["principal_arn", "kubernetes_groups", "user_name", "cluster_name"])(
    "an entry whose %s is hidden is left out and asked for: its groups or its name would seem to be none",
    (name) => {
      const { findings, sources } = read(shown([DEMO, entry({ [name]: null }, { [name]: true })]));
      expect(sources.entries).toEqual([]);
      expect(findings.map(({ code, severity, message }) => [code, severity, message])).toEqual([
        [
          "import-value-hidden",
          "blocker",
          `sensitive, and left out of this output, expected \`${name}\` of \`aws_eks_access_entry.ops\``,
        ],
      ]);
    },
  );

  test("a cluster whose name is hidden is asked for; an entry of nodes has no groups that could be", () => {
    const hidden = { ...DEMO, values: { name: null }, sensitive_values: { name: true } };
    expect(read(shown([hidden])).findings.map(({ code }) => code)).toEqual(["import-value-hidden"]);
    const nodes = entry({ type: "EC2_LINUX", kubernetes_groups: null }, { kubernetes_groups: true });
    expect(read(shown([DEMO, nodes])).findings).toEqual([]);
    expect(read(shown([DEMO, nodes])).sources.entries).toHaveLength(1);
  });
});
