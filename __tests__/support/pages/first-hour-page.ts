import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firstPlanReads, type PlanReads, readsOf } from "./first-plan-reads";
import { type Answers, fenced, shown, TypedRepository } from "./typed/typed-repository";

const CLUSTER = "clusters/payments-prod.yaml";
const WRITTEN = [CLUSTER, "infra/eks_access_override.tf.json"];

const GUARDS = "infra/eks_access.tf.json";
/** Where the page tells what is read, once every stage is typed. */
const READS = "READS";
const AFTER_READS = `${READS} [guards.md](guards.md) says which guard needs which; your own resources need what they needed before.\n`;

const HEAD = `# The first hour, and the pull requests after it

A team's repository: \`infra/\` is a root module with \`module "eks"\` 20.37.2, \`module "aws_auth"\`, and a Kubernetes provider that is fed from the
module's outputs. Its cluster is in mode API_AND_CONFIG_MAP, three of its principals have access entries already, and aws-auth still has three rows. What
follows ends in mode API without aws-auth. No state moves; two generated files stand beside \`main.tf\` until the end.

Made by \`npm run docs\`, which types these commands: what is shown is what they print on standard output, and what they write.
What Terraform says to each plan is told in words, and is what \`__tests__/e2e/overlay\` sees. \`eks-access\` stands for
the installed command; from a checkout of this repository type \`alias eks-access="node $PWD/.build/eks-access.cjs"\` there, once. Every command
is typed in \`infra/\`.
`;

const ANSWERS: Answers = [
  [/ {2}# R37 creator-unknown: .*\n/, "  expected: [arn:aws:iam::123456789012:role/terraform]\n"],
  [
    /# accept:\n(#.*\n)+/,
    `accept:
  - code: masters-by-name
    reason: no priority level, webhook or binding names the group
    until: 2027-03-31
  - code: username-changed
    principal: arn:aws:iam::123456789012:role/platform
    reason: no binding names platform:{{SessionName}}
    until: 2027-03-31
`,
  ],
];

/** A pull request of one step: its heading, and what its plan says. */
const STEPS: readonly (readonly [string, string])[] = [
  [
    "the last wave",
    'The plan creates one access entry, `module.eks.aws_eks_access_entry.this["alice"]`, and changes and destroys nothing. Alice\'s group and username are those of her row, so she notices nothing.',
  ],
  [
    "retire",
    "The plan updates `module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]` to empty lists: `Plan: 0 to add, 1 to change, 0 to destroy.` Every row had its entry before, so nobody notices anything. It is the last step that `eks-access back` takes back.",
  ],
  [
    "api",
    "The plan updates the cluster's authentication mode in place: `Plan: 0 to add, 1 to change, 0 to destroy.` AWS takes no cluster back from API, so its guards ask for every entry once more.",
  ],
  [
    "done",
    "The plan destroys `module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]`. Nothing reads it in mode API.",
  ],
];

/** docs/first-hour.md: the commands of a whole migration typed in a repository of their own, with what they print and write. */
export async function firstHourPage(): Promise<string> {
  const files = { "infra/main.tf": "first-hour/main.tf", "infra/terraform.tfvars": "first-hour/terraform.tfvars" };
  return new TypedRepository(files, "infra").during(page);
}

async function page(repository: TypedRepository): Promise<string> {
  const state = readFileSync(join(__dirname, "../../fixtures/terraform-states/access.show.json"), "utf8");
  const imported = await repository.typed("import - --root . --output ../clusters/payments-prod.yaml", state);
  const asked = repository.read(CLUSTER);
  const answers = repository.answer(CLUSTER, ANSWERS);
  const parts = [
    HEAD,
    "## 1. The cluster file\n",
    shown("terraform show -json | eks-access import - --root . --output ../clusters/payments-prod.yaml", imported),
    "It ends with exit code 1 while something is open, and says on standard error what. The state answers what it can; what a person has to decide stands in the file as a comment, at its place:\n",
    fenced("yaml", asked),
    "Where something else than this root writes aws-auth, its rows are in no state: give the ConfigMap too, `eks-access import state.json aws-auth.yaml --root . …` with the outputs of `terraform show -json` and `kubectl get configmap -n kube-system aws-auth -o yaml` in these files. Without it the first plan is refused (`row-unknown`).\n",
    "The answers. Who made the cluster stands in CloudTrail, and the two acceptances are about an entry that is live already: somebody looks for what names `system:masters` or `platform:…`.\n",
    fenced("diff", answers),
    shown("eks-access check ../clusters", await repository.typed("check ../clusters")),
    "What each principal has today and at each stage to come:\n",
    shown(
      "eks-access explain ../clusters/payments-prod.yaml",
      await repository.typed("explain ../clusters/payments-prod.yaml"),
    ),
    "## 2. The first pull request: no changes\n",
    shown("eks-access overlay ../clusters", await repository.typed("overlay ../clusters")),
    AFTER_READS,
    "`git status` shows the cluster file and these two files. The override, whole:\n",
    fenced("json", repository.read("infra/eks_access_override.tf.json")),
    "`terraform plan` reads the guards and says `No changes`. Merge it. From here on Terraform itself refuses, in any pipeline, a plan that does not fit the live cluster.\n",
    "In the pipeline, `eks-access overlay ../clusters --check` fails where somebody edits one of the files, or `main.tf` under them.\n",
  ];
  const first = readsOf(repository.read(GUARDS));
  const later: PlanReads[] = [];
  for (const [i, [name, plan]] of STEPS.entries()) {
    const { said, diff } = await repository.step("advance ../clusters/payments-prod.yaml", WRITTEN);
    later.push(readsOf(repository.read(GUARDS)));
    parts.push(
      `## ${i + 3}. The pull request of ${name}\n`,
      shown("eks-access advance ../clusters/payments-prod.yaml", said),
      fenced("diff", diff),
      `${plan}\n`,
    );
  }
  const settled = await repository.typed("overlay ../clusters --settle");
  parts.push(
    `## ${STEPS.length + 3}. Settled\n`,
    "The last pull request writes what the overlay said into `main.tf`:\n",
    shown("eks-access overlay ../clusters --settle", settled),
    "Both files go, `eks-access overlay ../clusters --remove` deletes them too, and then the cluster file. `terraform plan` says `No changes`.\n",
  );
  return parts.join("\n").replace(READS, firstPlanReads(first, later));
}
