import { firstPlanReads } from "./first-plan-reads";
import { shown, TypedRepository } from "./typed/typed-repository";
import { answersOf, CLUSTER, typedEnd, typedImport, typedStages } from "./typed/typed-state";

const HEAD = `# A cluster in the state of the module: every stage with \`render: module\`

A CDKTF team: its state holds \`module.eks\` and \`module.aws_auth\` at 20.37.2, in mode API_AND_CONFIG_MAP, with three access entries and three rows. The
stack that calls both takes that state over as it is, and goes on to mode API without aws-auth. [module.md](module.md) says what such a file may hold.

Made by \`npm run docs\`, which types these commands: what is shown is what they print on standard output, and what they write. That
the calls of this state plan \`No changes\` is what \`__tests__/e2e/golden/golden-module\` sees with the real module, where that is at hand; the
stages up to the end, with a small module of the same variables and addresses, \`__tests__/e2e/module\`.
\`eks-access\` stands for the installed command, or \`npm run --silent eks-access --\` in this repository.
`;

const RENDER = `render: module
module: { name: eks, version: 20.37.2, aws_auth_name: aws_auth }
cluster_version: "1.31"
vpc_id: vpc-eb1ed5cbf2714b638
subnet_ids: [subnet-65cf74e7120c45d9b, subnet-6c25e5a36b5b4938a]
include_oidc_root_ca_thumbprint: false
dataplane_wait_duration: 1s
create_kms_key: false
cluster_encryption_config: {}
tags: { Environment: prod, Team: payments }
`;

/** docs/module-stages.md: a state of the module, from import to the end. */
export async function moduleStagesPage(): Promise<string> {
  return new TypedRepository({}).during(page);
}

async function page(repository: TypedRepository): Promise<string> {
  const imported = await typedImport(repository, {
    answers: answersOf({ render: RENDER, adopt: "" }),
    about:
      "What the call of the module has in the team's program goes into the file by the same names, and the answers too:",
  });
  const explained = shown(`eks-access explain ${CLUSTER}`, await repository.typed(`explain ${CLUSTER}`));
  const { parts, first, later } = await typedStages(repository, { showsDiff: () => true });
  return [
    HEAD,
    ...imported,
    "What each principal has today and at each stage to come:\n",
    explained,
    "## 2. The first plan\n",
    `${firstPlanReads(first, later)} [guards.md](guards.md) says which guard needs which; the module needs what it needed before.\n`,
    "`eks-access synth` writes `cdktf.out/stacks/payments-prod`, whose backend is that of the team's stack. Its plan adds the marker of the stage, and changes and destroys nothing; whoever reads a change of `module.eks` there has left out an argument of the call. Judge it, then apply the plan that was judged: `terraform plan -out=saved`, `terraform show -json saved | eks-access review - --clusters clusters`, `terraform apply saved`.\n",
    ...parts,
    ...(await typedEnd(repository, ". The stack calls `module.eks` alone:")),
  ].join("\n");
}
