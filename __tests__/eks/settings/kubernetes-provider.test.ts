import { Eks } from "../../../lib/eks/eks";
import {
  kubernetesProvider,
  type KubernetesProviderProps,
  requiredVersion,
} from "../../../lib/eks/settings/kubernetes-provider";
import { addresses, synth } from "../synth";

const LIVE = {
  cluster_ca_certificate: "${base64decode(data.aws_eks_cluster.this.certificate_authority[0].data)}",
  host: "${data.aws_eks_cluster.this.endpoint}",
};

function rendered(props: Partial<KubernetesProviderProps> = {}) {
  return synth((stack) => kubernetesProvider(stack, { clusterName: "demo", region: "eu-west-1", ...props }));
}

describe("kubernetesProvider", () => {
  test("takes a token that no plan file keeps, by default", () => {
    const json = rendered();
    expect(json.provider).toEqual({
      kubernetes: [{ ...LIVE, token: "${ephemeral.aws_eks_cluster_auth.this.token}" }],
    });
    expect(json.ephemeral).toEqual({ aws_eks_cluster_auth: { this: { name: "demo" } } });
    expect(json.data).toEqual({ aws_eks_cluster: { this: { name: "demo" } } });
  });

  test("runs the AWS CLI", () => {
    const json = rendered({ kubernetesAuth: "exec", assumeRole: { roleArn: "arn:aws:iam::111122223333:role/tf" } });
    const args = ["eks", "get-token", "--cluster-name", "demo", "--region", "eu-west-1"];
    const exec = {
      api_version: "client.authentication.k8s.io/v1beta1",
      args: [...args, "--role-arn", "arn:aws:iam::111122223333:role/tf"],
      command: "aws",
    };
    expect(json.provider).toEqual({ kubernetes: [{ ...LIVE, exec: [exec] }] });
    expect(rendered({ kubernetesAuth: "exec" }).provider).toMatchObject({ kubernetes: [{ exec: [{ args }] }] });
  });

  test("takes a token of a data source", () => {
    const json = rendered({ kubernetesAuth: "token" });
    expect(json.provider).toEqual({ kubernetes: [{ ...LIVE, token: "${data.aws_eks_cluster_auth.this.token}" }] });
    expect(addresses(json)).toEqual(["data.aws_eks_cluster.this", "data.aws_eks_cluster_auth.this"]);
  });

  test("takes a file of the runner, and asks AWS nothing", () => {
    const json = rendered({ kubernetesAuth: "kubeconfig", configPath: "~/.kube/config", configContext: "demo" });
    expect(json.provider).toEqual({ kubernetes: [{ config_context: "demo", config_path: "~/.kube/config" }] });
    expect(rendered({ kubernetesAuth: "kubeconfig" }).provider).toEqual({ kubernetes: [{}] });
    expect(addresses(json)).toEqual([]);
  });

  test("asks the resource of a new cluster for host and CA", () => {
    const json = synth((stack) => {
      const { cluster } = new Eks(stack, "eks", { clusterName: "demo", subnetIds: ["subnet-1"] });
      kubernetesProvider(stack, { clusterName: "demo", region: "eu-west-1", cluster });
    });
    expect(json.provider).toMatchObject({ kubernetes: [{ host: "${aws_eks_cluster.this.endpoint}" }] });
    expect(addresses(json)).not.toContain("data.aws_eks_cluster.this");
  });

  test("asks outputs of a module for host and CA, but where a file of the runner has them", () => {
    const cluster = { module: "eks" };
    expect(rendered({ cluster }).provider).toEqual({
      kubernetes: [
        {
          cluster_ca_certificate: "${base64decode(module.eks.cluster_certificate_authority_data)}",
          host: "${module.eks.cluster_endpoint}",
          token: "${ephemeral.aws_eks_cluster_auth.this.token}",
        },
      ],
    });
    expect(rendered({ cluster, kubernetesAuth: "kubeconfig" }).provider).toEqual({ kubernetes: [{}] });
  });

  test("reads the live cluster once, whoever asks", () => {
    expect(
      addresses(rendered({ kubernetesAuth: "token" })).filter((it) => it.includes("aws_eks_cluster.")),
    ).toHaveLength(1);
  });
});

describe("requiredVersion", () => {
  test.each(["ephemeral", "exec", "token", "kubeconfig"] as const)("%s", (auth) => {
    expect(requiredVersion(auth)).toBe(auth === "ephemeral" ? ">= 1.10" : ">= 1.7");
  });

  test("without Kubernetes", () => {
    expect(requiredVersion()).toBe(">= 1.7");
  });
});
