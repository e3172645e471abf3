import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { parsePlan } from "../../../lib/plan/reading/read-plan";
import { role } from "../../support/definitions/arns";
import { CREATOR } from "../../support/definitions/definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { isWriting } from "../../support/eks/eks-request";
import { GuardBench, guarded, sentences } from "../../support/guards/guard-bench";
import { reviewed } from "../../support/reviews/review-clusters";
import { type TerraformResult, withMirror, type Workspace } from "../../support/terraform/terraform";

const PATIENCE = 300_000;
const ARGS = ["-input=false", "-no-color"] as const;
const EVE = '[{"userarn": "arn:aws:iam::111122223333:user/eve"}]';
const PRINCIPALS = [CREATOR, ...["admin", "break-glass", "dev", "node"].map((name) => role(name))].sort();

const at = (stage: Stage): ClusterDefinition => guarded(stage, { render: "access" });

withMirror("kubernetes", "a state that is another than it was", () => {
  let bench: GuardBench;
  let folder: Workspace;
  /** The state as it was at `dual`. */
  let early: string;

  beforeAll(async () => {
    bench = await GuardBench.live(at("dual"), { creator: CREATOR });
    await bench.switchMode("API_AND_CONFIG_MAP");
    folder = bench.workspace();
    writes("dual");
    await folder.must("init", ...ARGS);
    await folder.keepProviders();
    await folder.must("apply", "-auto-approve", ...ARGS);
    early = await folder.must("state", "pull");
    await applies("entries");
  }, PATIENCE);

  afterAll(async () => {
    folder.remove();
    await bench.stop();
  }, PATIENCE);

  function writes(stage: Stage): void {
    folder.write("cdk.tf.json", jsonOf(at(stage)));
  }

  async function applies(stage: Stage): Promise<void> {
    writes(stage);
    await folder.must("apply", "-auto-approve", ...ARGS);
  }

  /** Runs Terraform, and answers with the operations of EKS that wrote and went well, too. */
  async function run(...args: readonly string[]): Promise<TerraformResult & { readonly wrote: readonly string[] }> {
    const first = bench.proxy.calls.length;
    const result = await folder.run(...args);
    const calls = bench.proxy.calls.slice(first).filter(({ request, status }) => isWriting(request) && status === 200);
    return { ...result, wrote: calls.map(({ request }) => request.operation) };
  }

  const rows = async (): Promise<string> => ((await bench.kube.configMap("aws-auth"))?.mapRoles ?? "").trim();
  const principals = async (): Promise<readonly string[]> =>
    [...(await bench.proxy.stateOf("demo").principals())].sort();

  test(
    "without the marker (terraform state rm) the plan makes it anew, and is held against what is live while it is applied",
    async () => {
      await folder.must("state", "rm", "terraform_data.stage");
      const plan = await folder.must("plan", "-out=saved", ...ARGS);
      expect(plan).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
      const kept = await bench.kube.configMap("aws-auth");
      await bench.writeAwsAuth({ ...kept, mapUsers: EVE });
      const late = await run("apply", ...ARGS, "saved");
      expect([late.exitCode, late.wrote]).toEqual([1, []]);
      expect(sentences(late)).toContain("aws-auth of cluster demo has changed since this plan was made");
      await bench.writeAwsAuth(kept ?? {});
      await applies("entries");
      expect(await folder.must("plan", ...ARGS)).toContain("No changes.");
    },
    PATIENCE,
  );

  test(
    "without an entry (terraform state rm) EKS answers 409, and no row goes at retire; named in the file it is imported",
    async () => {
      await folder.must("state", "rm", "aws_eks_access_entry.dev");
      writes("retire");
      const result = await run("apply", "-auto-approve", ...ARGS);
      expect([result.exitCode, result.wrote]).toEqual([1, []]);
      expect(sentences(result)).toContain("ResourceInUseException");
      expect(await rows()).toContain(role("dev"));
      folder.write("cdk.tf.json", jsonOf({ ...at("entries"), adopt: { import: true, imported: ["dev"] } }));
      await folder.must("apply", "-auto-approve", ...ARGS);
      expect(await principals()).toEqual(PRINCIPALS);
    },
    PATIENCE,
  );

  test(
    "pushed back to what it was at dual: entries and retire are answered 409, and nobody's row or entry goes",
    async () => {
      const late = await folder.must("state", "pull");
      folder.write("early.tfstate", early);
      await folder.must("state", "push", "-force", "early.tfstate");
      for (const stage of ["entries", "retire"] as const) {
        writes(stage);
        const result = await run("apply", "-auto-approve", ...ARGS);
        expect([stage, result.exitCode, result.wrote]).toEqual([stage, 1, []]);
        expect(sentences(result)).toContain("ResourceInUseException");
      }
      expect(await rows()).toContain(role("admin"));
      expect(await principals()).toEqual(PRINCIPALS);
      folder.write("late.tfstate", late);
      await folder.must("state", "push", "-force", "late.tfstate");
      await applies("entries");
    },
    PATIENCE,
  );

  test(
    "another workspace has no state: retire is answered 409 there, and nobody's row or entry goes",
    async () => {
      await folder.must("workspace", "new", "other");
      writes("retire");
      const result = await run("apply", "-auto-approve", ...ARGS);
      expect([result.exitCode, result.wrote]).toEqual([1, []]);
      expect(sentences(result)).toContain("ResourceInUseException");
      expect(await rows()).toContain(role("admin"));
      expect(await principals()).toEqual(PRINCIPALS);
      await folder.must("workspace", "select", "default");
    },
    PATIENCE,
  );

  test(
    "-replace: entries and rows are protected; a policy goes and comes, which the review calls by its name",
    async () => {
      writes("entries");
      for (const address of ["aws_eks_access_entry.admin", "kubernetes_config_map_v1_data.aws_auth"]) {
        const refused = await run("plan", `-replace=${address}`, ...ARGS);
        expect([address, refused.exitCode]).toEqual([address, 1]);
        expect(sentences(refused)).toContain("Instance cannot be destroyed");
      }
      await folder.must("plan", "-out=saved", "-replace=aws_eks_access_policy_association.admin_admin", ...ARGS);
      const read = parsePlan(await folder.must("show", "-json", "saved"));
      if (read.kind !== "plan") throw new Error("expected a plan");
      const { clusters, findings } = reviewed(read.plan);
      const codes = [...findings, ...clusters.flatMap((one) => one.findings)]
        .filter(({ severity }) => severity !== "note")
        .map(({ code }) => code);
      expect(codes).toEqual(["association-replaced"]);
    },
    PATIENCE,
  );

  test(
    "pushed back after retire, when rows are empty: dual is refused, for it would take every entry with no row behind it",
    async () => {
      await applies("retire");
      expect(await rows()).toBe("[]");
      writes("dual");
      const refused = await run("plan", ...ARGS);
      expect([refused.exitCode, refused.wrote]).toEqual([1, []]);
      expect(sentences(refused)).toContain("[row-not-live]");
      folder.write("early.tfstate", early);
      await folder.must("state", "push", "-force", "early.tfstate");
      const early_ = await run("apply", "-auto-approve", ...ARGS);
      expect([early_.exitCode, early_.wrote]).toEqual([1, []]);
      expect(sentences(early_)).toContain("[row-not-live]");
      expect(await principals()).toEqual(PRINCIPALS);
    },
    PATIENCE,
  );
});
