import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { definitionFindings } from "../../../lib/inventory/validation/definition-findings";
import { jsonAt } from "../../support/overlay/overlay-repository";
import { jsonOf } from "../../support/definitions/sample-stacks";

const PAGE = readFileSync(join(__dirname, "../../../docs/module.md"), "utf8");

describe("docs/module.md", () => {
  test("the file that it shows is taken, and calls the module", () => {
    const [, yaml = ""] = /```yaml\n([^]*?)```/.exec(PAGE) ?? [];
    const { cluster, findings } = parseClusterFile("clusters/payments.yaml", yaml);
    expect(findings).toEqual([]);
    if (cluster === undefined) throw new Error("refused");
    expect(definitionFindings(cluster.staged).findings).toEqual([]);
    const json = jsonOf(cluster.staged.definition);
    expect(jsonAt(json, "module", "eks")).toMatchObject({
      subnet_ids: "${data.terraform_remote_state.network.outputs.private_subnets}",
      eks_managed_node_groups: { blue: { min_size: 2 } },
    });
    expect(jsonAt(json, "module", "karpenter", "cluster_name")).toBe("${module.eks.cluster_name}");
  });
});
