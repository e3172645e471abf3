import { readFileSync } from "node:fs";
import { join } from "node:path";
import { STAGE_FACTS } from "../../../lib/migration/stage";
import { firstPlanReads, type PlanReads, readsOf } from "./first-plan-reads";
import { type Answers, fenced, shown, TypedRepository } from "./typed/typed-repository";
import { stackIn } from "./typed/typed-stack";

const CLUSTER = "clusters/payments.yaml";
const DUMPS = ["cluster.json", "nodegroup.json", "roles.json"];

/** Where the page tells what is read, once every stage is typed. */
const READS = "READS";

const HEAD = `# A cluster made by eksctl, the console, or another root

Something else made the cluster and goes on managing it: eksctl, the console, the AWS CDK, a Terraform root that you do not want to touch. \`render: access\`
makes a stack of its own for the access alone: entries, rows, bindings, guards. What manages the cluster keeps it, and switches its
authentication mode, twice.

Made by \`npm run docs\`, which types these commands on dumps in the shape that \`kubectl\` and \`aws\` print: what is shown is what they print on standard
output, and what they write. \`eks-access\` stands for the installed command, or \`npm run --silent eks-access --\` in this repository.
`;

const ANSWERS: Answers = [
  [/ {2}# R37 creator-unknown: .*\n/, ""],
  [/ {2}expected:\n/, "  expected:\n    - arn:aws:iam::111122223333:role/payments-creator\n"],
  [
    /# accept:\n(#.*\n)+/,
    `accept:
  - code: masters-by-name
    reason: no priority level, webhook or binding names the group
    until: 2027-03-31
`,
  ],
  [
    / {2}# where the state lives: .*\n {2}# .*\n {2}backend: .*\n/,
    "  backend: { s3: { bucket: example-states, key: payments-access, region: eu-west-1, use_lockfile: true } }\n",
  ],
];

const ACCOUNTS = `
service_accounts:
  cloudwatch_agent:
    namespace: amazon-cloudwatch
    name: cloudwatch-agent
    policies: { agent: arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy }
    # the agent's chart has made the account: annotate it
    create: false
  exporter: { namespace: monitoring, name: exporter, pod_identity: true }
`;

const SWITCH =
  'The stack leaves the mode alone. Apply this plan first, for its guards ask what the switch needs; then what manages the cluster switches it: `eksctl utils update-authentication-mode --cluster payments --authentication-mode MODE`, or "Manage access" in the console. The plan of the next stage is refused until the live mode is MODE.\n';

/** docs/from-eksctl.md: a cluster that something else manages, from dumps to the end state. */
export async function fromEksctlPage(): Promise<string> {
  const files = Object.fromEntries(DUMPS.map((name) => [name, `from-eksctl/${name}`]));
  return new TypedRepository(files).during(page);
}

async function page(repository: TypedRepository): Promise<string> {
  const rows = readFileSync(join(__dirname, "../../fixtures/from-eksctl/aws-auth.yaml"), "utf8");
  const command = `import - ${DUMPS.join(" ")} --output ${CLUSTER}`;
  const imported = await repository.typed(command, rows);
  const asked = repository.read(CLUSTER);
  const answers = repository.answer(CLUSTER, ANSWERS);
  const parts = [
    HEAD,
    "## 1. The cluster file\n",
    fenced(
      "sh",
      `aws eks describe-cluster --name payments > cluster.json
aws eks describe-nodegroup --cluster-name payments --nodegroup-name main > nodegroup.json
aws iam list-roles > roles.json`,
    ),
    shown(`kubectl get configmap -n kube-system aws-auth -o yaml | eks-access ${command}`, imported),
    fenced("yaml", asked),
    "What a person decides stands in the file as a comment. The answers, and where the state shall live:\n",
    fenced("diff", answers),
    shown(`eks-access check ${CLUSTER}`, await repository.typed(`check ${CLUSTER}`)),
    "What each principal has today and at each stage to come:\n",
    shown(`eks-access explain ${CLUSTER}`, await repository.typed(`explain ${CLUSTER}`)),
    "## 2. The first plan\n",
    `${READS} It writes aws-auth, which takes \`get\`, \`create\` and \`patch\` there. [guards.md](guards.md) says which guard needs which.\n`,
    "`npm run synth` writes `cdktf.out/stacks/payments`. `terraform plan` there adds the rows of aws-auth as they are live, by server-side apply, and the stage marker; it changes and destroys nothing. Apply the plan that was reviewed: `terraform plan -out=saved`, `terraform show -json saved | eks-access review - --clusters clusters`, `terraform apply saved`.\n",
  ];
  const first = readsOf(stackIn(repository, CLUSTER));
  const later: PlanReads[] = [];
  for (let number = 3; ; number += 1) {
    const { said, diff } = await repository.step(`advance ${CLUSTER}`, [CLUSTER]);
    later.push(readsOf(stackIn(repository, CLUSTER)));
    const [, to = ""] = / -> (.*)\n/.exec(said) ?? [];
    const stage = /^\w+(-\w+)*/.exec(to)?.[0] ?? "";
    parts.push(
      `## ${number}. ${to}\n`,
      ...(stage === "dual" || stage === "api" ? [SWITCH.replaceAll("MODE", MODES[stage])] : []),
      shown(`eks-access advance ${CLUSTER}`, said),
      fenced("diff", diff),
    );
    if (stage === "done") break;
  }
  const finished = await repository.typed(`finish ${CLUSTER}`);
  parts.push(
    "## The end state\n",
    "Once the plan of stage done is applied, what the migration needed leaves the file. The stack keeps the entries:\n",
    shown(`eks-access finish ${CLUSTER}`, finished),
    `The way back, for as long as there is one: at \`entries\` ${back("entries")}, at \`retire\` ${back("retire")}. [recovery.md](recovery.md) starts from what you see when an apply stopped half-way.\n`,
    "## Roles for service accounts\n",
    "On the same cluster, in the same file, once nothing of it says `adopt` any more. Without `pod_identity` the stack looks the cluster's OIDC provider up, makes the role and annotates the account; with it EKS Pod Identity gives the role to the pods:\n",
    fenced("diff", repository.answer(CLUSTER, [[/$/, ACCOUNTS]])),
    shown(`eks-access check ${CLUSTER}`, await repository.typed(`check ${CLUSTER}`)),
    "Then `eks-access synth`, and `terraform init` once more in the stack's folder, for the annotation brings the Kubernetes provider; the plan only adds: roles with their policies, the annotation, the association.\n",
  );
  return parts.join("\n").replace(READS, firstPlanReads(first, later));
}

const MODES = { dual: "API_AND_CONFIG_MAP", api: "API" } as const;

function back(stage: "entries" | "retire"): string {
  const { back: way } = STAGE_FACTS[stage];
  return "to" in way ? `\`eks-access back\` leads to \`${way.to}\`` : `there is none (${way.never})`;
}
