import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import { role, user } from "../../support/definitions/arns";
import { OverlayBench, overlaid } from "../../support/overlay/overlay-bench";
import { moduleRoot } from "../../support/overlay/overlay-roots";
import { BARE_SHAPE, type RootShape } from "../../support/overlay/root-shapes";
import { reviewed } from "../../support/reviews/review-clusters";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 900_000;
const PEOPLE = [role("admin"), role("dev"), role("node"), user("alice")];
const SENTENCE = "Stage dual of cluster demo renders no access entry for";

/** A root, and addresses in its state. */
interface Shape extends RootShape {
  /** Of somebody's entry, by its key. */
  readonly entry: (key: string) => string;
  /** Of the admin's policy. */
  readonly association: string;
  readonly rows: string;
}

const MODULE: Shape = {
  name: "the module",
  cluster: "module.eks.aws_eks_cluster.this[0]",
  overlay: { root: "../stack", module: "eks", awsAuthModule: "aws_auth" },
  files: (root) => ({ "main.tf": moduleRoot(root) }),
  entry: (key) => `module.eks.aws_eks_access_entry.this["${key}"]`,
  association: 'module.eks.aws_eks_access_policy_association.this["admin_admin"]',
  rows: "module.aws_auth",
};
/** Here the block of an entry stays, without an instance: one that is gone would hang on nothing. */
const BARE: Shape = {
  ...BARE_SHAPE,
  entry: (key) => `aws_eks_access_entry.eks_access_demo_${key}`,
  association: "aws_eks_access_policy_association.eks_access_demo_admin_admin",
  rows: "kubernetes_config_map_v1_data.auth",
};

describe.each([MODULE, BARE])("an overlay over a root with $name that goes back", (shape) => {
  withMirror("kubernetes", "to an earlier stage", () => {
    let bench: OverlayBench;
    const at = (stage: Stage): ClusterDefinition => overlaid(stage, { overlay: shape.overlay });
    const principals = async (): Promise<readonly string[]> =>
      [...(await bench.bench.proxy.stateOf("demo").principals())].sort();
    const rows = async (): Promise<string> => (await bench.bench.kube.configMap("aws-auth"))?.mapRoles ?? "";
    const takes = async (stage: Stage): Promise<string> => {
      const { first, again } = await bench.takes(at(stage));
      expect(again).toContain("No changes.");
      return first;
    };

    /** What the review calls a danger in a plan. */
    const dangers = async (...args: readonly string[]): Promise<string[]> => {
      const read = parsePlan(await bench.planJson(...args));
      if (read.kind !== "plan") throw new Error("expected a plan");
      const { clusters, findings } = reviewed(read.plan);
      const all = [...findings, ...clusters.flatMap((one) => one.findings)];
      return all.filter(({ severity }) => severity === "danger").map(({ code }) => code);
    };

    beforeAll(async () => {
      const { "main.tf": main = "", ...files } = shape.files({});
      bench = await OverlayBench.start(main, shape.cluster, files);
      for (const stage of ["config-map", "dual", "entries"] as const) await takes(stage);
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    test(
      "entries -> dual is refused while somebody's row is not live, whatever is targeted, and nothing is destroyed",
      async () => {
        const before = await bench.bench.kube.configMap("aws-auth");
        const all = (before?.mapRoles ?? "").split(/^(?=- )/m);
        const without = all.filter((row) => !row.includes(role("dev"))).join("");
        expect(without.split(/^(?=- )/m)).toHaveLength(all.length - 1);
        await bench.bench.writeAwsAuth({ ...before, mapRoles: without });
        await bench.lay(at("dual"));
        const ways = [
          ["plan"],
          ["plan", "-refresh=false"],
          ["apply", "-auto-approve"],
          ["plan", `-target=${shape.rows}`],
          ["plan", `-target=${shape.entry("dev")}`],
          ["apply", "-auto-approve", `-target=${shape.entry("dev")}`],
          ["apply", "-auto-approve", `-target=${shape.association}`],
        ];
        for (const way of ways) {
          const { exitCode, said, writes } = await bench.tries(...way);
          expect([way, exitCode, writes]).toEqual([way, 1, []]);
          expect(said).toContain(SENTENCE);
          expect(said).toContain("role dev");
        }
        expect(await principals()).toEqual([...PEOPLE].sort());
        await bench.bench.writeAwsAuth(before ?? {});
      },
      PATIENCE,
    );

    test(
      "while every row is live, a plan with -target on an entry that goes is taken, and the review calls it a danger",
      async () => {
        await bench.lay(at("dual"));
        expect(await dangers(`-target=${shape.entry("dev")}`)).toContain("plan-incomplete");
        const { exitCode, said } = await bench.tries("plan", `-target=${shape.entry("dev")}`);
        expect([exitCode, said]).toEqual([0, expect.stringContaining("1 to destroy.")]);
      },
      PATIENCE,
    );

    test(
      "an entry that left the file is a danger to the review, with -target too",
      async () => {
        const definition = at("entries");
        const { dev: _, ...accessEntries } = definition.accessEntries;
        await bench.lay({ ...definition, accessEntries });
        expect(await dangers(`-target=${shape.entry("dev")}`)).toContain("plan-incomplete");
      },
      PATIENCE,
    );

    test(
      "entries -> dual destroys the entries, policies first, and leaves rows and bridge: the rows serve again",
      async () => {
        const before = await rows();
        const first = bench.bench.proxy.calls.length;
        expect(await takes("dual")).toContain("Plan: 0 to add, 0 to change, 5 to destroy.");
        const calls = bench.bench.proxy.calls.slice(first).filter(({ status }) => status === 200);
        const gone = calls.map(({ request }) => request).filter(({ principalArn }) => principalArn === role("admin"));
        const deletions = gone
          .map(({ operation }) => operation)
          .filter((each) => /^(?:Delete|Disassociate)/.test(each));
        expect(deletions).toEqual(["DisassociateAccessPolicy", "DeleteAccessEntry"]);
        expect(await principals()).toEqual([]);
        expect(await rows()).toBe(before);
      },
      PATIENCE,
    );

    test(
      "from retire it goes back stage by stage, and forward again",
      async () => {
        await takes("entries");
        await takes("retire");
        expect((await rows()).trim()).toBe("[]");
        await bench.lay(at("dual"));
        expect(await bench.refused()).toContain(SENTENCE);
        await takes("entries");
        expect(await principals()).toEqual([...PEOPLE].sort());
        expect(await rows()).toContain(role("admin"));
        await takes("dual");
        expect(await principals()).toEqual([]);
        for (const stage of ["entries", "retire"] as const) await takes(stage);
        expect(await principals()).toEqual([...PEOPLE].sort());
      },
      PATIENCE,
    );
  });
});
