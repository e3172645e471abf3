import { optsIn } from "../../lib/migration/acceptance";
import { guardsOf } from "../../lib/migration/guard";
import { accepting } from "../support/definitions";
import { behind, blocksOf, stackOf } from "../support/compiled-guards";
import { fieldsOf } from "../support/provider-schema";
import { cluster, newCluster, passes, samplesAtEveryStage } from "../support/sample-definitions";

const MARKER = "terraform_data.stage";
const GUARDS = "data.aws_partition.guards";
const PROTECTED = [
  "aws_eks_cluster",
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "kubernetes_config_map",
  "kubernetes_config_map_v1_data",
];
const SAMPLES = samplesAtEveryStage().filter(passes);

describe("guards", () => {
  test.each(SAMPLES)("refer to no managed resource but the stage's marker: $name", ({ definition }) => {
    const managed = behind(stackOf(definition), GUARDS).filter((address) => !/^(data|local)\./.test(address));
    const { adopt, migration } = definition;
    const marker = migration !== undefined && adopt?.import !== true && adopt?.module === undefined ? [MARKER] : [];
    expect(managed).toEqual(marker);
  });

  test.each(SAMPLES)("stand before cluster, entries, associations and aws-auth: $name", ({ definition }) => {
    const blocks = Object.entries(blocksOf(stackOf(definition)));
    const open = blocks
      .filter(([address]) => PROTECTED.includes(address.split(".")[0] ?? ""))
      .filter(([, body]) => !JSON.stringify(fieldsOf(body).depends_on ?? []).includes(GUARDS))
      .map(([address]) => address);
    expect(open).toEqual([]);
  });

  test.each(SAMPLES)("say the codes of the table, and no others: $name", ({ definition }) => {
    const json = JSON.stringify(stackOf(definition));
    const said = new Set([...json.matchAll(/\[([a-z-]+)\]\./g)].map(([, code]) => code));
    const asked = guardsOf(definition).map(({ code }) => code);
    expect([...said].filter((code) => !asked.some((each) => each === code))).toEqual([]);
    expect(said).toContain("live-mode");
  });

  test("ask Kubernetes nothing where the file accepts that it is not read", () => {
    const definition = cluster({}, { accept: [accepting("masters-by-name"), accepting("config-map-unread")] });
    expect(optsIn(definition, "config-map-unread")).toBe(true);
    expect(Object.keys(fieldsOf(stackOf(definition).data)).filter((type) => type.startsWith("kubernetes"))).toEqual([]);
  });

  test("of a file without migration ask for the mode of a cluster that exists, and nothing else", () => {
    const { data } = stackOf(newCluster({ clusterName: "demo" }));
    const { aws_eks_clusters: clusters, aws_eks_cluster: found } = fieldsOf(data);
    expect(clusters).toEqual({ live: {} });
    expect(fieldsOf(fieldsOf(found).live_mode)).toMatchObject({
      for_each: '${toset([for name in data.aws_eks_clusters.live.names : name if name == "demo"])}',
      lifecycle: {
        postcondition: [{ condition: '${try(self.access_config[0].authentication_mode, "unknown") == "API"}' }],
      },
    });
  });
});
