import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { adopt } from "../../../lib/eks/address/adopt";
import { AwsAuth, type AwsAuthProps, forgetAwsAuth } from "../../../lib/eks/modules/aws-auth";
import { addresses, resources, synth } from "../synth";

const ROLES = '- "groups":\n  - "system:masters"\n  "rolearn": "arn:aws:iam::111122223333:role/admin"\n';
const TEXTS = { mapRoles: ROLES, mapUsers: "[]\n", mapAccounts: "[]\n" };
const ADDRESSES = ["kubernetes_config_map.aws_auth", "kubernetes_config_map_v1_data.aws_auth"];
const METADATA = { name: "aws-auth", namespace: "kube-system" };

function rendered(props: Partial<AwsAuthProps> = {}) {
  return synth((stack) => new AwsAuth(stack, "aws_auth", { ...TEXTS, ...props }));
}

describe("AwsAuth", () => {
  test("writes the three sections by force, into a ConfigMap that exists", () => {
    expect(rendered().resource).toEqual({
      kubernetes_config_map_v1_data: { aws_auth: { data: TEXTS, force: true, metadata: METADATA } },
    });
  });

  test("creates the ConfigMap first and leaves its rows to the other resource", () => {
    const json = rendered({ createAwsAuthConfigmap: true });
    expect(json.resource).toEqual({
      kubernetes_config_map: {
        aws_auth: {
          data: TEXTS,
          lifecycle: { ignore_changes: ["data", "metadata[0].labels", "metadata[0].annotations"] },
          metadata: METADATA,
        },
      },
      kubernetes_config_map_v1_data: {
        aws_auth: { data: TEXTS, depends_on: ["kubernetes_config_map.aws_auth"], force: true, metadata: METADATA },
      },
    });
  });

  test.each([
    [true, true, ["kubernetes_config_map.aws_auth", "kubernetes_config_map_v1_data.aws_auth"]],
    [true, false, ["kubernetes_config_map.aws_auth"]],
    [false, true, ["kubernetes_config_map_v1_data.aws_auth"]],
    [false, false, []],
  ])("with create %s and manage %s renders %j", (createAwsAuthConfigmap, manageAwsAuthConfigmap, expected) => {
    expect(addresses(rendered({ createAwsAuthConfigmap, manageAwsAuthConfigmap }))).toEqual(expected);
  });

  test("writes what Terraform would evaluate as it stands", () => {
    const json = rendered({ mapRoles: '- username: "${x}:%{y}:{{SessionName}}"' });
    expect(resources(json, "kubernetes_config_map_v1_data")).toMatchObject({
      aws_auth: { data: { mapRoles: '- username: "$${x}:%%{y}:{{SessionName}}"' } },
    });
  });

  test("waits for what has to hold before", () => {
    const json = synth((stack) => {
      const guard = new DataAwsPartition(stack, "guard");
      new AwsAuth(stack, "aws_auth", { ...TEXTS, createAwsAuthConfigmap: true, dependsOn: [guard] });
    });
    expect(json.resource).toMatchObject({
      kubernetes_config_map: { aws_auth: { depends_on: ["data.aws_partition.guard"] } },
      kubernetes_config_map_v1_data: {
        aws_auth: { depends_on: ["kubernetes_config_map.aws_auth", "data.aws_partition.guard"] },
      },
    });
  });

  test("moves from the sub-module, and imports the ConfigMap alone: writing rows again changes nothing", () => {
    const adopted = (props: Parameters<typeof adopt>[1]) =>
      synth((stack) => {
        const { adoptables } = new AwsAuth(stack, "aws_auth", { ...TEXTS, createAwsAuthConfigmap: true });
        adopt(stack, props, adoptables);
      });
    expect(adopted({ module: "module.eks", awsAuthModule: "module.aws_auth" }).moved).toEqual([
      { from: "module.aws_auth.kubernetes_config_map.aws_auth[0]", to: "kubernetes_config_map.aws_auth" },
      {
        from: "module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]",
        to: "kubernetes_config_map_v1_data.aws_auth",
      },
    ]);
    expect(adopted({ module: "module.eks" })).not.toHaveProperty("moved");
    expect(adopted({ import: true }).import).toEqual([
      { to: "kubernetes_config_map.aws_auth", id: "kube-system/aws-auth" },
    ]);
  });
});

describe("forgetAwsAuth", () => {
  test("takes both resources out of state and keeps them alive, here or where a module has them", () => {
    const lifecycle = { destroy: false };
    expect(synth((stack) => forgetAwsAuth(stack, ADDRESSES)).removed).toEqual([
      { from: "kubernetes_config_map.aws_auth", lifecycle },
      { from: "kubernetes_config_map_v1_data.aws_auth", lifecycle },
    ]);
    expect(synth((stack) => forgetAwsAuth(stack, ADDRESSES, "module.aws_auth")).removed).toEqual([
      { from: "kubernetes_config_map.aws_auth", lifecycle },
      { from: "module.aws_auth.kubernetes_config_map.aws_auth", lifecycle },
      { from: "kubernetes_config_map_v1_data.aws_auth", lifecycle },
      { from: "module.aws_auth.kubernetes_config_map_v1_data.aws_auth", lifecycle },
    ]);
  });
});
