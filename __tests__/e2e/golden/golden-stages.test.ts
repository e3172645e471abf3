import { GoldenBench, withModule } from "../../support/golden/golden-bench";
import { fieldsOf } from "../../support/terraform/provider-schema";

const PATIENCE = 400_000;
const PLATFORM = "arn:aws:iam::123456789012:role/platform";

/** The same cluster before the switch of its mode: neither the mode nor the entries are in state. */
function beforeTheSwitch(state: string): string {
  const all = fieldsOf(JSON.parse(state));
  const resources = Array.isArray(all.resources) ? all.resources.map((each: unknown) => fieldsOf(each)) : [];
  const kept = resources.filter(({ type }) => !String(type).startsWith("aws_eks_access_"));
  const text = JSON.stringify({ ...all, resources: kept });
  return text.replace('"authentication_mode":"API_AND_CONFIG_MAP"', '"authentication_mode":"CONFIG_MAP"');
}

/** main.tf as it was then: without entries, and with the mode. */
function withoutEntries(main: string): string {
  const bare = main
    .replace(/ {2}access_entries = \{\n[^]*?\n {2}\}\n/, "")
    .replace(/ {2}(authentication_mode|enable_cluster_creator_admin_permissions) .*\n/g, "");
  return bare.replace(/( {2}cluster_name .*\n)/, '$1  authentication_mode = "CONFIG_MAP"\n');
}

/** What the team decides in the file that `import` wrote, in each repository. */
const TEAMS = {
  access: {
    accepted: ["code: masters-by-name", "code: creator-unknown", `code: username-changed, principal: "${PLATFORM}"`],
    switches: "Plan: 0 to add, 1 to change, 0 to destroy.",
    edit: (text: string): string => text,
  },
  "managed-node-groups": {
    accepted: ["code: creator-unknown"],
    // The mode, and each add-on, whose version the module looks up behind the cluster.
    switches: "Plan: 0 to add, 4 to change, 0 to destroy.",
    edit: (text: string): string =>
      text.replace(
        /access_entries:(?: \{\})?\n/,
        `access_entries:
  platform:
    principal_arn: ${PLATFORM}
    policy_associations:
      admin: { policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", access_scope: { type: cluster } }
`,
      ),
  },
} as const;

/** `Plan: 0 to add, 1 to change, 0 to destroy.` */
function summaryOf(plan: string): string | undefined {
  return /^Plan: .*$/m.exec(plan)?.[0];
}

withModule("a copy of a state that the real module left, before the switch", () => {
  describe.each(["access", "managed-node-groups"] as const)("%s", (name) => {
    let bench: GoldenBench;
    let main: string;

    beforeAll(async () => {
      bench = await GoldenBench.start(name, { isAlive: true, main: withoutEntries, state: beforeTheSwitch });
      main = bench.read("stack/main.tf");
      await bench.import(TEAMS[name].accepted);
      bench.edit(TEAMS[name].edit);
    }, PATIENCE);

    afterAll(async () => bench.stop(), PATIENCE);

    test(
      "its first overlay plans no changes",
      async () => {
        const { exitCode, stderr } = await bench.eksAccess("overlay", "clusters");
        expect(exitCode === 0 ? "" : stderr).toBe("");
        expect(await bench.plan()).toContain("No changes.");
      },
      PATIENCE,
    );

    test(
      "advance takes it to done, every plan again without changes",
      async () => {
        const stages: string[] = [];
        for (let step = 0; step < 12 && stages.at(-1) !== "done"; step += 1) {
          const { exitCode, stderr } = await bench.eksAccess("advance", bench.file);
          expect(exitCode === 0 ? "" : stderr).toBe("");
          const stage = / {2}stage: (\S+)/.exec(bench.read(bench.file))?.[1] ?? "";
          stages.push(stage);
          const plan = await bench.apply();
          if (stage === "dual" || stage === "api")
            expect([stage, summaryOf(plan)]).toEqual([stage, TEAMS[name].switches]);
          expect(await bench.plan()).toContain("No changes.");
        }
        expect([...new Set(stages)]).toEqual(["dual", "entries", "retire", "api", "done"]);
      },
      3 * PATIENCE,
    );

    test(
      "it settles: the HCL in main.tf, which nobody has written before, both files gone, no changes",
      async () => {
        expect(bench.read("stack/main.tf")).toBe(main);
        const { stdout } = await bench.eksAccess("overlay", "clusters", "--settle");
        bench.settle(stdout);
        expect(await bench.plan()).toContain("No changes.");
        expect(await bench.cluster.proxy.stateOf(bench.clusterName).mode()).toBe("API");
        expect(await bench.cluster.proxy.stateOf(bench.clusterName).principals()).toContain(PLATFORM);
      },
      PATIENCE,
    );
  });
});
