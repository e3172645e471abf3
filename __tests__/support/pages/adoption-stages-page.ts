import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firstPlanReads, type PlanReads, readsOf } from "./first-plan-reads";
import { type Answers, fenced, shown, TypedRepository } from "./typed/typed-repository";
import { stackIn } from "./typed/typed-stack";

const CLUSTER = "clusters/payments-prod.yaml";
const ADVANCE = `eks-access advance ${CLUSTER}`;

const HEAD = `# A state that holds the module and nothing else: every stage with \`render: resources\`

A team's state holds \`module.eks\` and \`module.aws_auth\` at 20.37.2 and nothing beside them, in mode API_AND_CONFIG_MAP, with three access entries and three
rows. A stack of resources takes that state over, and goes on to mode API without aws-auth. [adoption.md](adoption.md) says what leaves the state by that,
and when to take another way: read it first.

Made by \`npm run docs\`, which types these commands: what is shown is what they print on standard output, and what they write. That the first plan of
such a file says \`0 to add, 0 to change, 0 to destroy\` is what \`__tests__/e2e/golden-access\` sees on this state.
\`eks-access\` stands for the installed command, or \`npm run --silent eks-access --\` in this repository.
`;

const ANSWERS: Answers = [
  [
    /# The access alone: .*\nrender: access\n/,
    `render: resources
cluster_version: "1.31"
vpc_id: vpc-eb1ed5cbf2714b638
subnet_ids: [subnet-65cf74e7120c45d9b, subnet-6c25e5a36b5b4938a]
create_cluster_security_group: false
cluster_security_group_id: sg-4b8f47c379374eb98
create_node_security_group: false
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
  [/# Live already: .*\nadopt:\n(?: .*\n)+\n/, "adopt: { module: module.eks, aws_auth_module: module.aws_auth }\n\n"],
  [
    / {2}# where the state lives: .*\n {2}# .*\n {2}backend: .*\n/,
    "  backend: { s3: { bucket: example-states, key: payments-prod/eks, region: eu-west-1, use_lockfile: true } }\n",
  ],
];

/** docs/adoption-stages.md: a state of the module that a stack takes over, from import to the end. */
export async function adoptionStagesPage(): Promise<string> {
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
    "The file says `render: access`: a state does not tell who is to manage the cluster. Arguments of the module's call go into the file by the same names, and the answers too:\n",
    fenced("diff", answers),
    shown(`eks-access check ${CLUSTER}`, await repository.typed(`check ${CLUSTER}`)),
    "## 2. The first plan takes the state over\n",
    "`eks-access synth` writes `cdktf.out/stacks/payments-prod`, whose backend is that of the root module. Its plan moves what is rendered, forgets the rest of both calls, and changes and destroys nothing. Let `review` judge it before it is applied: it says danger (`destroyed-beside`) where the state holds more.\n",
    "```sh\nterraform plan -out=saved\nterraform show -json saved | eks-access review - --clusters clusters\nterraform apply saved\n```\n",
    "`main.tf` of the root module goes in the same pull request: two configurations of one state would destroy each other's resources.\n",
  ];
  const first = readsOf(stackIn(repository, CLUSTER));
  const later: PlanReads[] = [];
  for (let number = 3; ; number += 1) {
    const { said, diff } = await repository.step(`advance ${CLUSTER}`, [CLUSTER]);
    later.push(readsOf(stackIn(repository, CLUSTER)));
    const [, to = ""] = / -> (.*)\n/.exec(said) ?? [];
    parts.push(`## ${number}. ${to}\n`, shown(ADVANCE, said), ...(number === 3 ? [fenced("diff", diff)] : []));
    if (to === "done") break;
  }
  parts.push(
    "## The end state\n",
    "Once the plan of stage done is applied, what the migration needed leaves the file:\n",
    shown(`eks-access finish ${CLUSTER}`, await repository.typed(`finish ${CLUSTER}`)),
    fenced("yaml", repository.read(CLUSTER)),
    "## Permissions\n",
    `${firstPlanReads(first, later)} [guards.md](guards.md) says which guard needs which. Terraform also reads what it takes over: the cluster, its roles and their policies, the log group and the identity provider.\n`,
  );
  return parts.join("\n");
}
