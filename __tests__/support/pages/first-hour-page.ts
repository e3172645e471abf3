import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firstPlanReads, type PlanReads, readsOf } from "./first-plan-reads";
import { stateBefore } from "./typed/state-before";
import { type Answers, fenced, shortened, shown, TypedRepository } from "./typed/typed-repository";

const CLUSTER = "clusters/payments-prod.yaml";
const MAIN = "infra/main.tf";
const GUARDS = "infra/eks_access.tf.json";
const OVERRIDE = "infra/eks_access_override.tf.json";
const ADVANCE = "eks-access advance ../clusters/payments-prod.yaml";
const WRITTEN = [CLUSTER, OVERRIDE, GUARDS];

/** Where the page tells what is read, once every stage is typed. */
const READS = "READS";
const PERMISSIONS = `## Permissions

${READS} [guards.md](guards.md) says which guard needs which; your own resources need what they needed before. \`import\`, \`check\`,
\`overlay\`, \`advance\` and \`review\` read files alone, and ask neither AWS nor Kubernetes.\n`;

const HEAD = `# The first hour, and the pull requests after it

A team's repository: \`infra/\` is a root module with \`module "eks"\` 20.37.2, \`module "aws_auth"\`, and a Kubernetes provider that is fed from the
module's outputs. Its cluster is in mode CONFIG_MAP, and aws-auth has three rows. What follows ends in mode API without aws-auth, one pull request a
stage. No state moves; two generated files stand beside \`main.tf\` until the end. A cluster that is in mode API_AND_CONFIG_MAP, or has entries already, begins at
that stage and wave: \`import\` finds them.

Made by \`npm run docs\`, which types these commands: what is shown is what they print on standard output, and what they write. Of diffs that are
long, lines are cut and the rest is counted.
What Terraform says to each plan is told in words, and is what \`__tests__/e2e/overlay\` sees. \`eks-access\` stands for
the installed command; from a checkout of this repository type \`alias eks-access="node $PWD/.build/eks-access.cjs"\` there, once. Every command
is typed in \`infra/\`.
`;

const ANSWERS: Answers = [
  [/ {2}# R37 creator-unknown: .*\n/, "  expected: [arn:aws:iam::123456789012:role/terraform]\n"],
  [/ {2}# R26 role-path-assumed: .*\n {2}# .*\n/, ""],
  [/ {2}# R37 import-node-groups-unknown: .*\n {2}# .*\n/, ""],
  [
    /# accept:\n(#.*\n)+/,
    `accept:
  - code: masters-by-name
    reason: no priority level, webhook or binding names the group
    until: 2027-03-31
`,
  ],
];

/** A pull request of one step: its heading, and what its plan says. */
const STEPS: readonly (readonly [string, string])[] = [
  [
    "dual",
    "The plan updates the cluster's authentication mode in place, and nothing else, but for [add-ons whose version the module looks up](overlay.md#what-a-plan-of-dual-or-api-shows-besides-the-mode). Rows serve as before. AWS takes no cluster back from it, and EKS may add entries of its own: for managed node groups, Fargate profiles and the creator.",
  ],
  [
    "the first wave",
    'The plan creates `module.eks.aws_eks_access_entry.this["platform"]` with its policy, and changes and destroys nothing.',
  ],
  [
    "the second wave",
    "The plan creates one access entry, that of Alice. Her group and username are those of her row, so she notices nothing.",
  ],
  [
    "the last wave",
    "The plan creates one access entry, that of the nodes: they come in by it from now on, with the username and the group of their row.",
  ],
  [
    "retire",
    "The plan updates `module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]` to empty lists: `Plan: 0 to add, 1 to change, 0 to destroy.` Every row had its entry before, so nobody notices anything. It is the last step that `eks-access back` takes back.",
  ],
  [
    "api",
    "The plan updates the cluster's authentication mode in place: `Plan: 0 to add, 1 to change, 0 to destroy.` (and add-ons, as at dual). AWS takes no cluster back from API, so its guards ask for every entry once more.",
  ],
  [
    "done",
    "The plan destroys `module.aws_auth.kubernetes_config_map_v1_data.aws_auth[0]`. Nothing reads it in mode API.",
  ],
];

/** docs/first-hour.md: the commands of a whole migration typed in a repository of their own, with what they print and write. */
export async function firstHourPage(): Promise<string> {
  const files = { [MAIN]: "first-hour/main.tf", "infra/terraform.tfvars": "first-hour/terraform.tfvars" };
  return new TypedRepository(files, "infra").during(page);
}

async function page(repository: TypedRepository): Promise<string> {
  const state = readFileSync(join(__dirname, "../../fixtures/terraform-states/access.show.json"), "utf8");
  const imported = await repository.typed(
    "import - --root . --output ../clusters/payments-prod.yaml",
    stateBefore(state),
  );
  const asked = repository.read(CLUSTER);
  const answers = repository.answer(CLUSTER, ANSWERS);
  const parts = [
    HEAD,
    "## 1. The cluster file\n",
    shown("terraform show -json | eks-access import - --root . --output ../clusters/payments-prod.yaml", imported),
    "It says on standard error what is open, and ends with exit code 1 where that keeps the file from being used. The state answers what it can; what a person has to decide stands in the file as a comment, at its place:\n",
    fenced("yaml", asked),
    "Where something else than this root writes aws-auth, its rows are in no state: give the ConfigMap too, `eks-access import state.json aws-auth.yaml --root . …` with the outputs of `terraform show -json` and `kubectl get configmap -n kube-system aws-auth -o yaml` in these files. Without it the file leaves `aws_auth` open, and `check` and `overlay` refuse it by that line (`question-open`).\n",
    "The answers. Who made the cluster stands in CloudTrail, and has an entry from `dual` on: in mode CONFIG_MAP EKS makes every creator admin; somebody looks for what names `system:masters`, `aws iam list-roles` shows that neither role has a path, and `aws eks list-nodegroups` that no managed node group has that of the nodes: two comments go.\n",
    fenced("diff", answers),
    shown("eks-access check ../clusters", await repository.typed("check ../clusters")),
    "What each principal has today and at each stage to come:\n",
    shown(
      "eks-access explain ../clusters/payments-prod.yaml",
      await repository.typed("explain ../clusters/payments-prod.yaml"),
    ),
    "## 2. The first pull request: no changes\n",
  ];
  const first = await repository.step("overlay ../clusters", [OVERRIDE, GUARDS]);
  parts.push(
    shown("eks-access overlay ../clusters", first.said),
    "The pull request is the cluster file above and these two; `git status` shows no other change:\n",
    fenced("diff", shortened(first.diff, { [OVERRIDE]: 40, [GUARDS]: 16 })),
    "`terraform plan` reads the guards and says `No changes`. Merge it. From here on Terraform itself refuses, in any pipeline, a plan that does not fit the live cluster.\n",
    "In the pipeline, `eks-access overlay ../clusters --check` fails where somebody edits one of the files, or `main.tf` under them.\n",
  );
  const reads = readsOf(repository.read(GUARDS));
  const later: PlanReads[] = [];
  for (const [i, [name, plan]] of STEPS.entries()) {
    const { said, diff } = await repository.step(ADVANCE.replace("eks-access ", ""), WRITTEN);
    later.push(readsOf(repository.read(GUARDS)));
    const isTold = !/second|last/.test(name);
    parts.push(
      `## ${i + 3}. The pull request of ${name}\n`,
      isTold ? shown(ADVANCE, said) : `\`${ADVANCE}\` once more, after the plan before it is applied:\n`,
      fenced("diff", shortened(diff, { [GUARDS]: 8 })),
      `${plan}\n`,
    );
  }
  parts.push(`## ${STEPS.length + 3}. Settled\n`, ...(await settledParts(repository)), PERMISSIONS);
  return parts.join("\n").replace(READS, firstPlanReads(reads, later));
}

/** What `--settle` prints is written into the root module, then both files and the cluster file go. */
async function settledParts(repository: TypedRepository): Promise<string[]> {
  const settled = await repository.typed("overlay ../clusters --settle");
  const entries = (/^access_entries = \{\n[^]*?^\}/m.exec(settled)?.[0] ?? "").replaceAll(/^(?=.)/gm, "  ");
  const edit = repository.answer(MAIN, [
    [/"CONFIG_MAP"\n/, '"API"\n'],
    [/(enable_cluster_creator_admin_permissions = false\n)/, `$1${entries}\n`],
    [/\nmodule "aws_auth" \{[^]*?\n\}\n/, ""],
  ]);
  const removed = await repository.typed("overlay ../clusters --remove");
  return [
    "The last pull request writes what the overlay said into `main.tf`:\n",
    shown("eks-access overlay ../clusters --settle", settled),
    fenced("diff", edit),
    "Then both files go, and the cluster file with `git rm`:\n",
    shown("eks-access overlay ../clusters --remove", removed),
    "`terraform plan` says `No changes`.\n",
  ];
}
