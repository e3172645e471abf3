import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firstPlanReads, type PlanReads, readsOf } from "./first-plan-reads";
import { type Answers, fenced, shown, TypedRepository } from "./typed/typed-repository";
import { stackIn } from "./typed/typed-stack";

const CLUSTER = "clusters/payments-prod.yaml";

/** Where the page tells what is read, once every stage is typed. */
const READS = "READS";

const HEAD = `# A cluster in the state of the module: every stage with \`render: module\`

A CDKTF team: its state holds \`module.eks\` and \`module.aws_auth\` at 20.37.2, in mode API_AND_CONFIG_MAP, with three access entries and three rows. The
stack that calls both takes that state over as it is, and goes on to mode API without aws-auth. [module.md](module.md) says what such a file may hold.

Made by \`npm run docs\`, which types these commands: what is shown is what they print on standard output, and what they write. That
the calls of this state plan \`No changes\` is what \`__tests__/e2e/golden/golden-module\` sees with the real module, where that is at hand; the
stages up to the end, with a small module of the same variables and addresses, \`__tests__/e2e/module\`.
\`eks-access\` stands for the installed command, or \`npm run --silent eks-access --\` in this repository.
`;

const ANSWERS: Answers = [
  [
    /# The access alone: .*\nrender: access\n/,
    `render: module
module: { name: eks, version: 20.37.2, aws_auth_name: aws_auth }
cluster_version: "1.31"
vpc_id: vpc-eb1ed5cbf2714b638
subnet_ids: [subnet-65cf74e7120c45d9b, subnet-6c25e5a36b5b4938a]
include_oidc_root_ca_thumbprint: false
dataplane_wait_duration: 1s
create_kms_key: false
cluster_encryption_config: {}
tags: { Environment: prod, Team: payments }
`,
  ],
  [
    /# accept:\n(#.*\n)+/,
    `accept:
  - code: adopt-whole-state
    reason: terraform state list shows module.eks and module.aws_auth alone
    until: 2099-12-31
  - code: masters-by-name
    reason: no priority level, webhook or binding names the group
    until: 2027-03-31
  - code: username-changed
    principal: arn:aws:iam::123456789012:role/platform
    reason: no binding names platform:{{SessionName}}
    until: 2027-03-31
`,
  ],
  [/# Live already: .*\nadopt:\n(?: .*\n)+\n/, ""],
  [
    / {2}# where the state lives: .*\n {2}# .*\n {2}backend: .*\n/,
    "  backend: { s3: { bucket: example-states, key: payments-prod/eks, region: eu-west-1, use_lockfile: true } }\n",
  ],
];

/** docs/module-stages.md: a state of the module, from import to the end. */
export async function moduleStagesPage(): Promise<string> {
  return new TypedRepository({}).during(page);
}

async function page(repository: TypedRepository): Promise<string> {
  const state = readFileSync(join(__dirname, "../../fixtures/terraform-states/access.show.json"), "utf8");
  const command = `import - --output ${CLUSTER}`;
  const imported = await repository.typed(command, state);
  const answers = repository.answer(CLUSTER, ANSWERS);
  const parts = [
    HEAD,
    "## 1. The cluster file\n",
    shown(`terraform show -json | eks-access ${command}`, imported),
    "The file says `render: access`: a state does not tell who is to manage the cluster. What the call of the module has in the team's program goes into the file by the same names, and the answers too:\n",
    fenced("diff", answers),
    shown(`eks-access check ${CLUSTER}`, await repository.typed(`check ${CLUSTER}`)),
    "What each principal has today and at each stage to come:\n",
    shown(`eks-access explain ${CLUSTER}`, await repository.typed(`explain ${CLUSTER}`)),
    "## 2. The first plan\n",
    `${READS} [guards.md](guards.md) says which guard needs which; the module needs what it needed before.\n`,
    "`eks-access synth` writes `cdktf.out/stacks/payments-prod`, whose backend is that of the team's stack. Its plan adds the marker of the stage, and changes and destroys nothing; whoever reads a change of `module.eks` there has left out an argument of the call. Judge it, then apply the plan that was judged: `terraform plan -out=saved`, `terraform show -json saved | eks-access review - --clusters clusters`, `terraform apply saved`.\n",
  ];
  const first = readsOf(stackIn(repository, CLUSTER));
  const later: PlanReads[] = [];
  for (let number = 3; ; number += 1) {
    const { said, diff } = await repository.step(`advance ${CLUSTER}`, [CLUSTER]);
    later.push(readsOf(stackIn(repository, CLUSTER)));
    const [, to = ""] = / -> (.*)\n/.exec(said) ?? [];
    parts.push(`## ${number}. ${to}\n`, shown(`eks-access advance ${CLUSTER}`, said), fenced("diff", diff));
    if (to === "done") break;
  }
  parts.push(
    "## The end state\n",
    "Once the plan of stage done is applied, what the migration needed leaves the file. The stack calls `module.eks` alone:\n",
    shown(`eks-access finish ${CLUSTER}`, await repository.typed(`finish ${CLUSTER}`)),
    fenced("yaml", repository.read(CLUSTER)),
  );
  return parts.join("\n").replace(READS, firstPlanReads(first, later));
}
