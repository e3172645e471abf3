import { role } from "../../support/definitions/arns";
import { clusterYaml, errors, jsonAt, repository, warm } from "../../support/overlay/overlay-repository";
import { BARE_SHAPE } from "../../support/overlay/root-shapes";

warm();

const OVERLAY = "{ root: ../infra, cluster: aws_eks_cluster.main, config_map: kubernetes_config_map_v1_data.auth }";
const [ENTRY, ASSOCIATION] = ["aws_eks_access_entry", "aws_eks_access_policy_association"];

/** What stands in the normal file of bare resources at a stage, by a path under `resource`. */
async function resources(stage: string) {
  const { overlay, read } = repository({
    "infra/main.tf": BARE_SHAPE.files({})["main.tf"] ?? "",
    "clusters/demo.yaml": clusterYaml(stage, OVERLAY),
  });
  expect(errors(await overlay())).toEqual([]);
  const text = read("infra/eks_access.tf.json");
  return (...path: readonly string[]): unknown => jsonAt(text, "resource", ...path);
}

describe("entries of bare resources that a stage does not render", () => {
  test.each(["config-map", "dual", "entries"])(
    "at %s every entry has its block, which waits for the guards",
    async (stage) => {
      const at = await resources(stage);
      const isIdle = stage !== "entries";
      for (const key of ["admin", "alice", "dev", "node"]) {
        const entry = [ENTRY, `eks_access_demo_${key}`] as const;
        expect(at(...entry, "for_each")).toEqual(isIdle ? {} : undefined);
        expect(at(...entry, "depends_on")).toContain("data.aws_partition.eks_access_demo_guards");
      }
      const association = [ASSOCIATION, "eks_access_demo_admin_admin"] as const;
      expect(at(...association, "for_each")).toEqual(isIdle ? {} : undefined);
      expect(at(...association, "depends_on")).toContain("data.aws_partition.eks_access_demo_guards");
      const reference = "${aws_eks_access_entry.eks_access_demo_admin.principal_arn}";
      expect(at(...association, "principal_arn")).toBe(isIdle ? role("admin") : reference);
    },
  );

  test("of a wave: those that it has not reached have no instance, and the others have one", async () => {
    const { overlay, read } = repository({
      "infra/main.tf": BARE_SHAPE.files({})["main.tf"] ?? "",
      "clusters/demo.yaml": clusterYaml("entries", OVERLAY).replace(
        "{ stage: entries }",
        "{ stage: entries, waves: [[admin], [dev, alice], [node]], wave: 2 }",
      ),
    });
    expect(errors(await overlay())).toEqual([]);
    const text = read("infra/eks_access.tf.json");
    const each = (key: string) => jsonAt(text, "resource", ENTRY, `eks_access_demo_${key}`, "for_each");
    expect(["admin", "dev", "alice", "node"].map(each)).toEqual([undefined, undefined, undefined, {}]);
  });
});
