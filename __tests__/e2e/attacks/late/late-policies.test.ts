import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parsePlan } from "../../../../lib/plan/reading/read-plan";
import { recordOf } from "../../../../lib/plan/reading/plan-shape";
import { policyArn, role } from "../../../support/definitions/arns";
import { importing } from "../../../support/definitions/definitions";
import { cli, folderWith } from "../../../support/cli/cli-run";
import { isWriting } from "../../../support/eks/eks-request";
import { GuardBench, sentences } from "../../../support/guards/guard-bench";
import { definitionAt, fileAt } from "../../../support/live/verified-file";
import { reviewed } from "../../../support/reviews/review-clusters";
import { withMirror } from "../../../support/terraform/terraform";

const PATIENCE = 900_000;
const ADMIN = policyArn("AmazonEKSClusterAdminPolicy");
const POLICIES = `/clusters/demo/access-entries/${encodeURIComponent(role("admin"))}/access-policies`;

withMirror("kubernetes", "the policy of an entry, which no data source tells", () => {
  let bench: GuardBench;
  const cwd = folderWith({});
  const environment = { ...process.env };

  beforeAll(async () => {
    const first = importing(definitionAt("config-map"));
    bench = await GuardBench.live(first, { creator: role("cluster-creator") });
    await bench.kube.bind("developers", "developers", "view");
    await bench.init(first);
    await bench.apply(first);
    for (const stage of ["dual", "entries"] as const) await bench.apply(definitionAt(stage));
    Object.assign(process.env, bench.reach);
  }, PATIENCE);

  afterAll(async () => {
    process.env = environment;
    await bench.stop();
  }, PATIENCE);

  /** What `verify` says of the live cluster at `retire`: `code principal`. */
  async function verified(): Promise<readonly string[]> {
    writeFileSync(join(cwd, "demo.yaml"), fileAt("retire").replace("state.tfstate", "../../../states/demo.tfstate"));
    const args = ["verify", "demo.yaml", "--context", "bench", "--format", "json"];
    const { stdout } = await cli(args, { cwd, env: process.env });
    const clusters: unknown = recordOf(JSON.parse(stdout)).clusters;
    const one = recordOf(Array.isArray(clusters) ? clusters[0] : undefined);
    const findings = Array.isArray(one.findings) ? one.findings.map(recordOf) : [];
    return findings.map(({ code, principal }) => [code, principal].join(" "));
  }

  const detach = async (): Promise<void> => {
    await bench.eks("DELETE", `${POLICIES}/${encodeURIComponent(ADMIN)}`);
  };
  const edits = {
    detached: { edit: detach, said: "verify-policy-missing", planned: "will be created" },
    narrowed: {
      edit: async () => {
        await detach();
        await bench.eks("POST", POLICIES, { policyArn: ADMIN, accessScope: { type: "namespace", namespaces: ["a"] } });
      },
      said: "verify-scope-differs",
      planned: "must be replaced",
    },
  } as const;

  test.each(Object.entries(edits))(
    "%s between plan and apply of retire: the rows go and no guard sees it; verify says so, and the next plan repairs it",
    async (_, { edit, said, planned }) => {
      await bench.passes(definitionAt("retire"), "-out=saved");
      await edit();
      const result = await bench.runSaved();
      expect([result.exitCode, sentences(result)]).toEqual([0, expect.anything()]);
      expect((await bench.kube.configMap("aws-auth"))?.mapRoles?.trim()).toBe("[]");
      expect(await verified()).toEqual([`${said} ${role("admin")}`]);
      const plan = await bench.passes(definitionAt("retire"), "-out=saved");
      expect(plan).toMatch(new RegExp(`# aws_eks_access_policy_association.admin_admin ${planned}`));
      await bench.applySaved();
      expect(await verified()).toEqual([]);
      await bench.apply(definitionAt("entries"));
    },
    PATIENCE,
  );

  test(
    "replaced (-replace), and the second call fails: the policy is gone; review and verify say so, and the next plan makes it",
    async () => {
      await bench.apply(definitionAt("retire"));
      const json = await bench.planJson(
        definitionAt("retire"),
        "-replace=aws_eks_access_policy_association.admin_admin",
      );
      const read = parsePlan(json);
      if (read.kind !== "plan") throw new Error("expected a plan");
      const codes = reviewed(read.plan).clusters.flatMap(({ findings }) => findings.map(({ code }) => code));
      expect(codes).toContain("association-replaced");
      const at = bench.proxy.calls.length;
      bench.proxy.inject({
        on: ({ operation }) => operation === "AssociateAccessPolicy",
        refusal: { exception: "AccessDeniedException", status: 403, text: "not authorized" },
      });
      const result = await bench.runSaved();
      expect(result.exitCode).toBe(1);
      const wrote = bench.proxy.calls.slice(at).filter(({ request, status }) => isWriting(request) && status === 200);
      expect(wrote.map(({ request }) => request.operation)).toEqual(["DisassociateAccessPolicy"]);
      expect(await verified()).toEqual([`verify-policy-missing ${role("admin")}`]);
      await bench.apply(definitionAt("retire"));
      expect(await verified()).toEqual([]);
    },
    PATIENCE,
  );
});
