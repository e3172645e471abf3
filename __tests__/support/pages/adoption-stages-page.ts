import { firstPlanReads } from "./first-plan-reads";
import { TypedRepository } from "./typed/typed-repository";
import { answersOf, typedEnd, typedImport, typedStages } from "./typed/typed-state";

const HEAD = `# A state that holds the module and nothing else: every stage with \`render: resources\`

A team's state holds \`module.eks\` and \`module.aws_auth\` at 20.37.2 and nothing beside them, in mode API_AND_CONFIG_MAP, with three access entries and three
rows. A stack of resources takes that state over, and goes on to mode API without aws-auth. [adoption.md](adoption.md) says what leaves the state by that,
and when to take another way: read it first.

Made by \`npm run docs\`, which types these commands: what is shown is what they print on standard output, and what they write. That the first plan of
such a file says \`0 to add, 0 to change, 0 to destroy\` is what \`__tests__/e2e/golden-access\` sees on this state.
\`eks-access\` stands for the installed command, or \`npm run --silent eks-access --\` in this repository.
`;

const RENDER = `render: resources
cluster_version: "1.31"
vpc_id: vpc-eb1ed5cbf2714b638
subnet_ids: [subnet-65cf74e7120c45d9b, subnet-6c25e5a36b5b4938a]
create_cluster_security_group: false
cluster_security_group_id: sg-4b8f47c379374eb98
create_node_security_group: false
create_kms_key: false
cluster_encryption_config: {}
tags: { Environment: prod, Team: payments }
`;
const ADOPT = "adopt: { module: module.eks, aws_auth_module: module.aws_auth }\n\n";

/** docs/adoption-stages.md: a state of the module that a stack takes over, from import to the end. */
export async function adoptionStagesPage(): Promise<string> {
  return new TypedRepository({}).during(page);
}

async function page(repository: TypedRepository): Promise<string> {
  const imported = await typedImport(repository, {
    answers: answersOf({ render: RENDER, adopt: ADOPT }),
    about: "Arguments of the module's call go into the file by the same names, and the answers too:",
  });
  const { parts, first, later } = await typedStages(repository, { showsDiff: (number) => number === 3 });
  return [
    HEAD,
    ...imported,
    "## 2. The first plan takes the state over\n",
    "`eks-access synth` writes `cdktf.out/stacks/payments-prod`, whose backend is that of the root module. Its plan moves what is rendered, forgets the rest of both calls, and changes and destroys nothing. Let `review` judge it before it is applied: it says danger (`destroyed-beside`) where the state holds more.\n",
    "```sh\nterraform plan -out=saved\nterraform show -json saved | eks-access review - --clusters clusters\nterraform apply saved\n```\n",
    "`main.tf` of the root module goes in the same pull request: two configurations of one state would destroy each other's resources.\n",
    ...parts,
    ...(await typedEnd(repository, ":")),
    "## Permissions\n",
    `${firstPlanReads(first, later)} [guards.md](guards.md) says which guard needs which. Terraform also reads what it takes over: the cluster, its roles and their policies, the log group and the identity provider.\n`,
  ].join("\n");
}
