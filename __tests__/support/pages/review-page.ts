import { reviewMarkdown } from "../../../lib/report/review/formats/review-markdown";
import { STAGE_FACTS, STAGES } from "../../../lib/migration/stage";
import type { TerraformPlan } from "../../../lib/plan/reading/terraform-plan";
import { understandPlan } from "../../../lib/plan/understand-plan";
import { reviewOf, reviewStack } from "../../../lib/rules/judge";
import { exitCodeOfVerdict } from "../../../lib/rules/review/verdict";
import { cluster } from "../definitions/sample-definitions";
import { jsonOf } from "../definitions/sample-stacks";
import type { Stage } from "../../../lib/migration/stage";
import { destroyed, edited } from "../plans/plan-edits";
import { planNamed } from "../plans/plan-fixtures";
import { firstPlanReads, readsOf } from "./first-plan-reads";
import { demoFile } from "../reviews/review-clusters";

const HEAD = `# Reviews

What \`eks-access review\` writes into a pull request: a sample cluster on its way through the six stages, each plan made by
Terraform, and one of them changed so that it would lock people out. Made by \`npm run docs\`.

\`\`\`console
terraform plan -out=saved
terraform show -json saved > plan.json
eks-access review plan.json --clusters clusters --format markdown
\`\`\`

Four words, to read it without knowing EKS:

- **aws-auth** is a list inside the cluster that says which AWS roles and users may come in, and as whom. One mistake in it, and
  people are locked out. Its lines are called rows: \`mapRoles[0]\` is the first.
- **access entries** are the same list outside the cluster, kept by AWS. An entry overrides the row of the same person.
- The **authentication mode** says which of the two lists counts: \`CONFIG_MAP\` the first, \`API_AND_CONFIG_MAP\` both, \`API\` the
  second. AWS lets it go forward only.
- **Nodes** are the machines of the cluster. They come in by the same lists: without their row or entry they leave.

The command ends with 0 where nobody loses access. It ends with 1 where somebody does, where the plan does not tell, where AWS
would refuse something, and where something cannot be undone, unless \`--allow irreversible\` says that this is meant.
[docs/rules.md](rules.md) explains each finding, [docs/ci](ci/README.md) has pipelines.
`;

/** docs/review.md: the six stages of a cluster reviewed, and the ConfigMap dropped one stage too early. */
export function reviewPage(): string {
  const stages = STAGES.map((stage) =>
    section(`Stage \`${stage}\`: ${STAGE_FACTS[stage].does}`, planNamed(`stage-${stage}`), stage),
  );
  const early = edited("stage-entries", destroyed("kubernetes_config_map_v1_data.aws_auth"));
  const wrong = section("The same, with aws-auth dropped one stage too early", early, "entries");
  return [HEAD, ...stages, wrong, permissions()].join("\n");
}

/** Whoever plans needs them; whoever reviews needs none. */
function permissions(): string {
  const [first, ...later] = STAGES.map((stage) => readsOf(jsonOf(cluster({ stage }))));
  if (first === undefined) throw new Error("expected stages");
  return `## Permissions

The review reads the plan and cluster files alone, and asks neither AWS nor Kubernetes: of your own root modules, or anybody's, the runner needs what
Terraform needs to plan, and nothing more. Where stacks or overlays of eks-access are planned, their guards read the live cluster.
${firstPlanReads(first, later)} [guards.md](guards.md) says which guard needs which. To write its comment, a pipeline needs
what its host asks: \`pull-requests: write\` on GitHub ([ci](ci/README.md)).
`;
}

function section(title: string, plan: TerraformPlan, stage: Stage): string {
  const accept = "accept: [{ code: masters-by-name, reason: nothing of ours names the group, until: 2027-06-30 }]";
  const files = [demoFile(stage, accept)];
  const review = reviewOf([reviewStack(understandPlan(plan, "plan.json"), { files, today: "2026-11-22" })]);
  const markdown = reviewMarkdown(review).replace("<!-- eks-access review -->\n", "").trimEnd();
  const quoted = markdown.split("\n").map((line) => `> ${line.replace(/^## /, "### ")}`.trimEnd());
  return [`## ${title}`, "", `Exit code ${exitCodeOfVerdict(review.verdict)}.`, "", ...quoted, ""].join("\n");
}
