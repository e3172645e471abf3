import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { GuardBench, guarded } from "../../support/guards/guard-bench";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { AWS_AUTH, entriesHcl, FROM_OUTPUTS, moduleRoot } from "../../support/overlay/overlay-roots";
import { GREEN_AUTH, SecondCluster } from "../../support/overlay/second-cluster";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 400_000;

type Cluster = "demo" | "green";

/** A root with two clusters, each with an API server, rows and a Kubernetes provider of its own. */
interface Shape {
  readonly name: string;
  /** The call that makes a cluster, in its file and in addresses. */
  readonly call: Readonly<Record<Cluster, string>>;
  readonly main: string;
}

const provider = (call: string): string => FROM_OUTPUTS.replaceAll("module.eks.", `module.${call}.`);
const greenProvider = (call: string): string =>
  `variable "green_token" { type = string }\n${provider(call)
    .replace("var.kubernetes_token", "var.green_token")
    .replace("{\n", '{\n  alias = "green"\n')}`;
const ONE = moduleRoot();
const EKS = /module "eks" \{[^]*?\n\}\n/.exec(ONE)?.[0] ?? "";

const EACH: Shape = {
  name: "by for_each of one call",
  call: { demo: 'eks["demo"]', green: 'eks["green"]' },
  main: `${moduleRoot({ provider: provider('eks["demo"]') })
    .replace('module "eks" {', 'module "eks" {\n  for_each = toset(["demo", "green"])')
    .replace('= "demo"', "= each.key")}${greenProvider('eks["green"]')}${GREEN_AUTH}`,
};
const BLOCKS: Shape = {
  name: "by a call each",
  call: { demo: "eks", green: "green" },
  main: `${ONE}${greenProvider("green")}${EKS.replace('"eks"', '"green"').replace('"demo"', '"green"')}${GREEN_AUTH}`,
};

/** The root once it says what `--settle` printed: of its one call, or of each of its two. */
function settledMain(main: string, hcl: string): string {
  const sections = hcl.split(/^(?=# (?:demo|green)\b.*: in )/m);
  const settled = sections.filter((text) => text.startsWith("# demo") || text.startsWith("# green"));
  const withoutRows = main.replace(AWS_AUTH, "").replace(GREEN_AUTH, "");
  return settled.reduce((text, section) => {
    const call = /^# .*, module\.(\w+)$/m.exec(section)?.[1] ?? "";
    const mode = /^authentication_mode = (?:"\w+"|lookup\(\{\n[^]*?^\}.*)$/m.exec(section)?.[0] ?? "";
    const block = new RegExp(`module "${call}" \\{[^]*?\\n\\}\\n`).exec(text)?.[0] ?? "";
    const own = block.replace(/ *authentication_mode = .*\n/, `${mode}\n${entriesHcl(section)}\n`);
    return text.replace(block, own);
  }, withoutRows);
}

/** Addresses that a plan changes. */
function changedBy(plan: string): string[] {
  return [...plan.matchAll(/^ {2}# (\S+) (?:will|must) be /gm)].flatMap(([, address = ""]) => address).sort();
}

describe.each([EACH, BLOCKS])("two clusters of one root module, $name", ({ call, main }) => {
  withMirror("kubernetes", "each at its own stage", () => {
    let bench: OverlayBench;
    let second: SecondCluster;

    const demoAt = (stage: Stage): ClusterDefinition =>
      overlaid(stage, {
        overlay: { root: "../stack", module: call.demo, awsAuthModule: "aws_auth" },
        terraform: { ...guarded(stage).terraform, configPath: bench.bench.reach.KUBECONFIG ?? "" },
      });
    const at = (demo: Stage, green?: Stage): readonly ClusterDefinition[] => [
      demoAt(demo),
      ...(green === undefined
        ? []
        : [second.at(green, { root: "../stack", module: call.green, awsAuthModule: "green_auth" })]),
    ];
    const cluster = (name: Cluster): string => `module.${call[name]}.aws_eks_cluster.this[0]`;
    const entry = (name: Cluster, key: string): string => `module.${call[name]}.aws_eks_access_entry.this["${key}"]`;
    const policy = (name: Cluster): string =>
      `module.${call[name]}.aws_eks_access_policy_association.this["admin_admin"]`;
    const BRIDGE = "kubernetes_cluster_role_binding_v1.eks_access_demo_bridge";

    /** Whatever of a cluster a plan of the other may not touch. */
    const alive = async (name: Cluster): Promise<unknown> => {
      const state = bench.bench.proxy.stateOf(name);
      const kube = name === "demo" ? bench.bench.kube : second.kube;
      const { json } = await kube.call("GET", "/api/v1/namespaces/kube-system/configmaps/aws-auth");
      return { mode: await state.mode(), principals: [...(await state.principals())].sort(), rows: json };
    };

    /** Applies both files: what the plan changes is this alone, the other cluster is as it was, and nothing is left to do. */
    const changes = async (
      files: readonly ClusterDefinition[],
      addresses: readonly string[],
      other: Cluster,
    ): Promise<void> => {
      const before = await alive(other);
      await bench.lay(...files);
      expect(changedBy(await bench.apply())).toEqual([...addresses].sort());
      expect(await alive(other)).toEqual(before);
      expect(await bench.plan()).toContain("No changes.");
    };

    beforeAll(async () => {
      const live = await GuardBench.live(overlaid("config-map"));
      second = await SecondCluster.start(live);
      const importing = `import {\n  to = ${cluster("green")}\n  id = "green"\n}\n`;
      bench = await OverlayBench.over(live, {
        main,
        cluster: cluster("demo"),
        files: { "green.auto.tfvars": second.tfvars, "import-green.tf": importing },
        hasServers: true,
      });
      bench.remove(["import-green.tf"]);
    }, PATIENCE);

    afterAll(async () => {
      await Promise.all([bench.stop(), second.stop()]);
    }, PATIENCE);

    test(
      "the first plan of both changes nothing, and neither does that of one, beside which the other keeps its own words",
      async () => {
        for (const files of [at("config-map"), at("config-map", "config-map")]) {
          await bench.lay(...files);
          expect(await bench.plan()).toContain("No changes.");
        }
      },
      PATIENCE,
    );

    test(
      "the one goes to dual and to entries, while the other stays in mode CONFIG_MAP",
      async () => {
        await changes(at("dual", "config-map"), [cluster("demo"), BRIDGE], "green");
        const keys = ["admin", "alice", "dev", "node"].map((key) => entry("demo", key));
        await changes(at("entries", "config-map"), [...keys, policy("demo")], "green");
      },
      PATIENCE,
    );

    test(
      "then the other does",
      async () => {
        await changes(at("entries", "dual"), [cluster("green")], "demo");
        await changes(
          at("entries", "entries"),
          [entry("green", "admin"), entry("green", "ops"), policy("green")],
          "demo",
        );
        expect(await bench.bench.proxy.stateOf("green").principals()).toEqual(
          expect.arrayContaining([role("admin"), role("green-ops")]),
        );
      },
      PATIENCE,
    );

    test(
      "a stranger's row of the one is refused with its name, whole and aimed at the other, and nothing is written",
      async () => {
        const rows = (await second.kube.configMap("aws-auth")) ?? {};
        const stranger = `${rows.mapRoles ?? ""}- rolearn: ${role("stranger")}\n  username: x\n  groups: [a]\n`;
        await second.kube.writeConfigMap("aws-auth", { ...rows, mapRoles: stranger });
        await bench.lay(...at("retire", "retire"));
        for (const way of [["plan"], ["plan", `-target=${cluster("green")}`], ["apply", "-auto-approve"]]) {
          const { exitCode, said, writes } = await bench.tries(...way);
          expect([way, exitCode, writes]).toEqual([way, 1, []]);
          expect(said).toContain(`aws-auth of cluster green serves ${role("stranger")}`);
        }
        await second.kube.writeConfigMap("aws-auth", rows);
      },
      PATIENCE,
    );

    test(
      "the rows of the one are emptied, and come back; those of the other stay",
      async () => {
        const rows = "module.green_auth.kubernetes_config_map_v1_data.aws_auth[0]";
        await changes(at("entries", "retire"), [rows], "demo");
        expect((await second.kube.configMap("aws-auth"))?.mapRoles?.trim()).toBe("[]");
        await changes(at("entries", "entries"), [rows], "demo");
        expect((await second.kube.configMap("aws-auth"))?.mapRoles).toContain(role("green-ops"));
      },
      PATIENCE,
    );

    const rowsOf = (name: Cluster): string =>
      `module.${name === "demo" ? "aws_auth" : "green_auth"}.kubernetes_config_map_v1_data.aws_auth[0]`;
    const modes = async (): Promise<unknown> =>
      Promise.all((["demo", "green"] as const).map(async (name) => bench.bench.proxy.stateOf(name).mode()));

    test(
      "the one goes to done while the other keeps its rows",
      async () => {
        await changes(at("entries", "retire"), [rowsOf("green")], "demo");
        await changes(at("entries", "api"), [cluster("green")], "demo");
        await changes(at("entries", "done"), [rowsOf("green")], "demo");
        expect(await modes()).toEqual(["API_AND_CONFIG_MAP", "API"]);
      },
      2 * PATIENCE,
    );

    test(
      "settling waits for the other, which goes to done beside the one",
      async () => {
        await expect(bench.settled(...at("entries", "done"))).rejects.toThrow("refused");
        await changes(at("retire", "done"), [rowsOf("demo")], "green");
        await changes(at("api", "done"), [cluster("demo")], "green");
        // The bridge goes too, and the entry that carries its group loses it.
        await changes(at("done", "done"), [rowsOf("demo"), BRIDGE, entry("demo", "admin")], "green");
        expect(await modes()).toEqual(["API", "API"]);
      },
      2 * PATIENCE,
    );

    test(
      "both settle: with the HCL in its place and both files gone nothing changes",
      async () => {
        const settled = settledMain(main, await bench.settled(...at("done", "done")));
        expect(settled).not.toContain('CONFIG_MAP"\n');
        bench.remove();
        bench.write("main.tf", settled);
        expect(await bench.plan()).toContain("No changes.");
        expect(await bench.bench.proxy.stateOf("green").principals()).toEqual(
          expect.arrayContaining([role("admin"), role("green-ops")]),
        );
        expect(await bench.bench.proxy.stateOf("demo").principals()).toHaveLength(4);
      },
      PATIENCE,
    );
  });
});
