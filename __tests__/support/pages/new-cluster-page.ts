import { fieldsOf } from "../terraform/provider-schema";
import { firstPlanReads, readsOf } from "./first-plan-reads";
import { type Answers, fenced, shown, TypedRepository } from "./typed/typed-repository";
import { stackIn } from "./typed/typed-stack";

const HEAD = `# A new cluster

It starts in mode API, without aws-auth: every access stands in its file from the first day, and no stage is ever needed. Two ways: a stack of
resources, or a stack that calls the Terraform module, where you want its node groups, add-ons and security groups.

Made by \`npm run docs\`, which types these commands: what is shown is what they print on standard output, and what they write.
\`eks-access\` stands for the installed command, or \`npm run --silent eks-access --\` in this repository.
`;

/** Whom the next pull request lets in. */
const AUDITORS = `  auditors:
    principal_arn: arn:aws:iam::111122223333:role/auditors
    policy_associations:
      view:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy
        access_scope: { type: cluster }
`;

const ADDED: Answers = [[/(?=\nterraform:\n)/, AUDITORS]];

/** A file of the samples, and how the page calls what it makes. */
interface Way {
  readonly name: string;
  readonly heading: string;
  readonly plan: string;
}

const WAYS: readonly Way[] = [
  {
    name: "new-cluster",
    heading: "A stack of resources",
    plan: "Its first plan adds what stands in the file, and needs nothing of the Kubernetes API:",
  },
  {
    name: "search-cluster",
    heading: "A stack that calls the module",
    plan: "The stack has these blocks; what `module.eks` adds is the module's:",
  },
];

/** docs/new-cluster.md: both kinds of a new cluster, from the file to the first change of who may do what. */
export async function newClusterPage(): Promise<string> {
  const files = WAYS.map(({ name }) => [`clusters/${name}.yaml`, `../../clusters/${name}.yaml`] as const);
  return new TypedRepository(Object.fromEntries(files)).during(page);
}

async function page(repository: TypedRepository): Promise<string> {
  const parts: string[] = [];
  for (const [i, way] of WAYS.entries()) parts.push(`## ${i + 1}. ${way.heading}\n`, ...(await wayOf(repository, way)));
  return [HEAD, ...parts, ...(await nextOf(repository))].join("\n");
}

async function wayOf(repository: TypedRepository, { name, plan }: Way): Promise<string[]> {
  const file = `clusters/${name}.yaml`;
  const json = stackIn(repository, file);
  const { iam, configMaps } = readsOf(json);
  const reads = configMaps.length === 0 ? `${asked(iam)}.` : firstPlanReads({ iam, configMaps }, []);
  return [
    fenced("yaml", repository.read(file)),
    shown(`eks-access check ${file}`, await repository.typed(`check ${file}`)),
    shown(`eks-access explain ${file}`, await repository.typed(`explain ${file}`)),
    `\`eks-access synth\` writes \`cdktf.out/stacks/${name}\`. ${plan}\n`,
    fenced("text", blocksIn(json).join("\n")),
    `${reads} Whoever runs the apply also needs what creates these.\n`,
  ];
}

async function nextOf(repository: TypedRepository): Promise<string[]> {
  const file = `clusters/${WAYS[0]?.name ?? ""}.yaml`;
  const before = blocksIn(stackIn(repository, file));
  const diff = repository.answer(file, ADDED);
  const added = blocksIn(stackIn(repository, file)).filter((block) => !before.includes(block));
  return [
    "## 3. Somebody else comes in\n",
    "One pull request, of a few lines:\n",
    fenced("diff", diff),
    shown(`eks-access check ${file}`, await repository.typed(`check ${file}`)),
    "What the plan adds, and it changes nothing:\n",
    fenced("text", added.join("\n")),
    "`terraform show -json saved | eks-access review - --clusters clusters` says in the pull request who gains and who loses what: [review.md](review.md), [ci](ci/README.md). `eks-access verify` compares the live cluster with the file afterwards.\n",
  ];
}

function asked(iam: readonly string[]): string {
  return iam.length === 0
    ? "The guards of that plan read nothing"
    : `What the guards of that plan need to read: ${iam.map((action) => `\`${action}\``).join(", ")}`;
}

/** `aws_eks_cluster.this`, `module.eks`: what a stack makes, sorted. */
function blocksIn(json: string): string[] {
  const { resource, module } = fieldsOf(JSON.parse(json));
  const resources = Object.entries(fieldsOf(resource ?? {})).flatMap(([type, named]) =>
    Object.keys(fieldsOf(named)).map((name) => `${type}.${name}`),
  );
  return [...resources, ...Object.keys(fieldsOf(module ?? {})).map((name) => `module.${name}`)].sort();
}
