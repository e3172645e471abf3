import type { ClusterDefinition } from "../../lib/inventory/cluster-definition";
import { STAGES } from "../../lib/migration/stage";
import { fieldsOf, schemaProblems } from "../support/provider-schema";
import { cluster, jsonOf, newCluster } from "../support/sample-definitions";
import { changedLines } from "./line-diff";
import { addresses, refusalOf, resource, stackJson, withoutGuards } from "./stack-json";

const render = "access";

describe("AccessStack", () => {
  test.each(STAGES)("renders the access at stage %s", (stage) => {
    const json = jsonOf(cluster({ stage }, { render }));
    expect(schemaProblems(json)).toEqual([]);
    expect(JSON.parse(json)).toMatchSnapshot();
  });

  test("renders the access of a cluster without a ConfigMap", () => {
    const json = jsonOf(newCluster({ render }));
    expect(schemaProblems(json)).toEqual([]);
    expect(JSON.parse(json)).toMatchSnapshot();
  });

  test.each(STAGES)("has at %s what EksStack has, but for the cluster", (stage) => {
    const access = addresses(stackJson(cluster({ stage }, { render })));
    const whole = addresses(stackJson(cluster({ stage })));
    expect(access).toEqual(whole.filter((address) => address !== "aws_eks_cluster.this"));
  });

  test("names the cluster as text, for there is no resource to refer to", () => {
    const json = stackJson(cluster({ stage: "entries" }, { render }));
    expect(resource(json, "aws_eks_access_entry.dev").cluster_name).toBe("demo");
    expect(resource(json, "aws_eks_access_policy_association.admin_admin").cluster_name).toBe("demo");
    expect(JSON.stringify(json)).not.toContain("${aws_eks_cluster.this");
  });

  test("changes nothing but guards where the mode is all that a stage changes: somebody else switches it", () => {
    const json = STAGES.map((stage) => withoutGuards(jsonOf(cluster({ stage }, { render }))));
    expect(changedLines(json[3] ?? "", json[4] ?? "")).toEqual([]);
  });

  test("moves what a module had, and no cluster", () => {
    const { moved } = stackJson(
      cluster({ stage: "dual" }, { render, adopt: { module: "module.eks", awsAuthModule: "module.aws_auth" } }),
    );
    expect(moved).toEqual([
      {
        from: "module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]",
        to: "kubernetes_config_map_v1_data.aws_auth",
      },
    ]);
  });

  test("asks for no Kubernetes provider where nothing is in Kubernetes", () => {
    expect(Object.keys(fieldsOf(stackJson(newCluster({ render })).provider))).toEqual(["aws"]);
  });

  test.each<[string, Partial<ClusterDefinition>]>([
    ["iam_roles", { iamRoles: { admin: { name: "admin", assumedBy: { services: ["ec2.amazonaws.com"] } } } }],
    ["service_accounts", { serviceAccounts: { agent: { namespace: "a", name: "agent" } } }],
  ])("refuses %s, which it would not render", (path, section) => {
    const { code, message } = refusalOf(() => jsonOf(newCluster({ render, ...section })));
    expect(code).toBe("variable-unused");
    expect(message).toBe(`${path}: of no use with \`render: access\`, expected it left out`);
  });
});
