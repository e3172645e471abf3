import { clusterYaml, errors, files, jsonAt, REGISTRY, repository, warm } from "../support/overlay/overlay-repository";
import { AWS_AUTH } from "../support/overlay/overlay-roots";

warm();

const DATA = "infra/eks_access.tf.json";
const named = (name: string): string => REGISTRY.replace(/cluster_name {8}= "demo"/, `cluster_name        = ${name}`);

/** The local with the name, and the conditions that are asked before AWS is. */
function asked(text: string, type = "aws_eks_cluster", name = "eks_access_demo_this") {
  return {
    planned: jsonAt(text, "locals", "eks_access_demo_planned_cluster"),
    conditions: jsonAt(text, "data", type, name, "lifecycle", "precondition"),
  };
}

const CONDITION = [
  {
    condition: '${local.eks_access_demo_planned_cluster == "demo"}',
    error_message:
      "This run is about cluster ${local.eks_access_demo_planned_cluster}, and the overlay in its folder is about cluster demo: it would give ${local.eks_access_demo_planned_cluster} the mode, the entries and the rows of demo: give each cluster a folder of its own, with its own files, or render: access in its cluster file [identity-mismatch].",
  },
];

describe("plannedCluster", () => {
  test("a name that is written out is compared when the files are written, and no run is asked", async () => {
    const { overlay, read } = repository(files(REGISTRY));
    expect(errors(await overlay())).toEqual([]);
    expect(asked(read(DATA))).toEqual({ planned: undefined, conditions: undefined });
  });

  test.each([
    ["var.name", "(var.name)"],
    ['"${var.team}-${terraform.workspace}"', '"${var.team}-${terraform.workspace}"'],
    ["local.rows", "(local.rows)"],
  ])("a name by variables, %s: the run has to be about the cluster of the file", async (written, expression) => {
    const { overlay, read } = repository(files(named(written)));
    expect(errors(await overlay())).toEqual([]);
    expect(asked(read(DATA))).toEqual({ planned: `\${try(coalesce(${expression}), "none")}`, conditions: CONDITION });
  });

  test("an instance of for_each: the name that this instance gets", async () => {
    const main = named('"${var.team}-${each.value.name}"').replace(
      'module "eks" {',
      'module "eks" {\n  for_each = var.clusters',
    );
    const overlay = "{ root: ../infra, module: 'eks[\"blue\"]' }";
    const yaml = clusterYaml("dual", overlay).replace("aws_auth:\n", "aws_auth:\n  manage_aws_auth_configmap: false\n");
    const { overlay: lay, read } = repository({
      "infra/main.tf": main.slice(0, main.indexOf(AWS_AUTH)),
      "clusters/demo.yaml": yaml,
    });
    expect(errors(await lay())).toEqual([]);
    expect(asked(read(DATA)).planned).toBe(
      '${try(coalesce({ for instance, given in (var.clusters) : instance => "${var.team}-${given.name}" }["blue"]), "none")}',
    );
  });

  test("without a migration there may be no cluster to read: the list of clusters asks", async () => {
    const yaml = clusterYaml("done")
      .replace("migration: { stage: done }\n", "authentication_mode: API\n")
      .replace(/\naws_auth:[^]*?(?=\n\w)/, "")
      .replace(", aws_auth_module: aws_auth", "");
    const main = named("var.name").replace(AWS_AUTH, "");
    const { overlay, read } = repository({ "infra/main.tf": main, "clusters/demo.yaml": yaml });
    expect(errors(await overlay())).toEqual([]);
    expect(asked(read(DATA), "aws_eks_clusters", "eks_access_demo_live").conditions).toEqual(CONDITION);
  });
});
