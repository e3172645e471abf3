import { join, relative } from "node:path";
import { fieldsOf } from "../support/terraform/provider-schema";
import { cluster, newCluster } from "../support/definitions/sample-definitions";
import { stackJson } from "./stack-json";

const REGION = { region: "ap-northeast-2", accountId: "111122223333" };

/** The block `terraform` of a stack. */
function terraformOf(definition: Parameters<typeof stackJson>[0]) {
  return fieldsOf(stackJson(definition).terraform);
}

describe("stackSettings", () => {
  test("keeps a local state outside of cdktf.out, which is deleted with its stack", () => {
    const { path } = fieldsOf(fieldsOf(terraformOf(newCluster()).backend).local);
    const fromRoot = relative("/project", join("/project/cdktf.out/stacks/demo", String(path)));
    expect(fromRoot).toBe("terraform.demo.tfstate");
  });

  test("takes the backend of the file", () => {
    const backend = { cloud: { organization: "example", workspaces: { name: "demo" } } };
    const terraform = terraformOf(newCluster({ terraform: { ...REGION, backend } }));
    expect(terraform).toMatchObject({ cloud: { organization: "example", workspaces: { name: "demo" } } });
    expect(terraform).not.toHaveProperty("backend");
  });

  test("lets plans touch no other account", () => {
    expect(fieldsOf(stackJson(newCluster()).provider).aws).toEqual([
      { allowed_account_ids: ["111122223333"], region: "ap-northeast-2" },
    ]);
  });

  test.each([
    ["a stack without Kubernetes", newCluster(), ">= 1.7"],
    ["an ephemeral token", cluster(), ">= 1.10"],
    ["exec", cluster({}, { terraform: { ...REGION, kubernetesAuth: "exec" } }), ">= 1.7"],
  ] as const)("asks with %s for the Terraform that it needs", (_, definition, version) => {
    expect(terraformOf(definition).required_version).toBe(version);
  });
});

describe("kubernetesSettings", () => {
  const agent = { namespace: "amazon-cloudwatch", name: "cloudwatch-agent" };

  test("asks the cluster that is there while a migration runs", () => {
    expect(fieldsOf(stackJson(cluster()).provider).kubernetes).toEqual([
      {
        cluster_ca_certificate: "${base64decode(data.aws_eks_cluster.this.certificate_authority[0].data)}",
        host: "${data.aws_eks_cluster.this.endpoint}",
        token: "${ephemeral.aws_eks_cluster_auth.this.token}",
      },
    ]);
  });

  test("asks the resource where the cluster may be new", () => {
    const whole = newCluster({ enableIrsa: true, serviceAccounts: { agent } });
    expect(fieldsOf(stackJson(whole).provider).kubernetes).toMatchObject([
      { host: "${aws_eks_cluster.this.endpoint}" },
    ]);
    expect(stackJson(whole)).not.toHaveProperty("data.aws_eks_cluster.this");
  });

  test("is left out where nothing is in Kubernetes", () => {
    expect(fieldsOf(stackJson(newCluster()).provider)).not.toHaveProperty("kubernetes");
  });

  test("stays at `done`, to delete what is in state", () => {
    expect(fieldsOf(stackJson(cluster({ stage: "done" })).provider)).toHaveProperty("kubernetes");
  });
});
