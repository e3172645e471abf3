import { acceptItem } from "../../finding/accept-item";
import { type CodeOf, currentCode } from "../../finding/catalogue";
import { type Finding, findingsIn } from "../../finding/finding";
import { shorten } from "../../finding/shorten";
import type { AccessDefinition } from "../definition";

const finding = findingsIn("gate");

const ADOPTION_CODES = [
  "adopt-access",
  "adopt-module-instance",
  "adopt-module-malformed",
  "adopt-whole-state",
  "import-by-name",
] as const;

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_-]*`;
const MODULE_CALL = new RegExp(String.raw`^module\.${NAME}(\.module\.${NAME})*$`, "u");

interface Adopted {
  /** `adopt.module` */
  readonly path: string;
  /** `module.eks` */
  readonly address: string;
}

/**
 * What `adopt` may destroy. A file cannot know what a state holds, so taking one over is accepted by somebody who has looked.
 * @see docs/adoption.md
 */
export function adoptionFindings(definition: AccessDefinition): Finding[] {
  const adopted = adoptedOf(definition);
  const refused = adopted.flatMap((one) => refusal(definition, one));
  if (refused.length > 0) return refused;
  return definition.render === "module" ? calledState(definition) : wholeState(adopted);
}

/** Whether a code is about `adopt`. */
export function isAdoptionCode(code: string): boolean {
  return ADOPTION_CODES.some((each) => each === code);
}

/** Acceptances, by their places, of what is asked once an address that is refused is mended: they are not idle. */
export function adoptionAskedLater({ accept = [] }: AccessDefinition, findings: readonly Finding[]): number[] {
  const isRefused = findings.some(({ code }) => isAdoptionCode(code) && code !== WHOLE_STATE);
  return isRefused ? accept.flatMap(({ code }, i) => (currentCode(code) === WHOLE_STATE ? [i] : [])) : [];
}

const WHOLE_STATE: CodeOf<"gate"> = "adopt-whole-state";

function adoptedOf({ adopt: { module, awsAuthModule } = {} }: AccessDefinition): Adopted[] {
  return [
    ...(module === undefined ? [] : [{ path: "adopt.module", address: module }]),
    ...(awsAuthModule === undefined ? [] : [{ path: "adopt.aws_auth_module", address: awsAuthModule }]),
  ];
}

function refusal({ render }: AccessDefinition, { path, address }: Adopted): Finding[] {
  const got = `got \`${shorten(address)}\``;
  if (render !== undefined && render !== "resources") {
    const what =
      path === "adopt.module" ? "the cluster of that state" : "whatever else that state holds, its cluster too";
    const message = `with \`render: ${render}\` the plan would destroy ${what}, expected \`import: true\` alone, ${got}`;
    return [finding("adopt-access", path, { message, help: OWN_STATE })];
  }
  if (address.includes("[")) {
    const message = `the plan would destroy what the state holds and this stack does not make: one instance of a module cannot be adopted, expected an address without a key, such as \`module.eks\`, ${got}`;
    return [
      finding("adopt-module-instance", path, {
        message,
        help: `leave the module and its state as they are: write \`render: access\`, ${OWN}; or \`render: overlay\`, which keeps that state`,
      }),
    ];
  }
  if (MODULE_CALL.test(address)) return [];
  const message = `not the address of a module call, expected one such as \`module.eks\`, ${got}`;
  return [
    finding("adopt-module-malformed", path, {
      message,
      help: "write the first two parts of what `terraform state list` prints of the cluster, as in `module: module.eks` under `adopt`",
    }),
  ];
}

const ACCEPT = acceptItem("adopt-whole-state");
const OWN =
  "`adopt: { import: true }`, and a state of this file's own, as in `backend: { s3: { bucket: BUCKET, key: CLUSTER/access } }` under `terraform`";
const OWN_STATE = `write ${OWN}: live entries are imported, and the module keeps its state`;

function wholeState(adopted: readonly Adopted[]): Finding[] {
  const [first] = adopted;
  if (first === undefined) return [];
  const modules = adopted.map(({ address }) => `\`${address}\``).join(" and ");
  const message = `the plan destroys every resource of that state outside ${modules}, such as a VPC, subnets or IAM roles, expected a state without them, got one that this file cannot show`;
  return [finding("adopt-whole-state", first.path, { message, help: wholeStateHelp(modules) })];
}

/**
 * A migration finds its cluster, so a stack that calls the module has its state too, and what else is in there is destroyed. Without
 * a migration the cluster may be a new one, in a state that holds nothing: somebody says so.
 */
function calledState({ migration }: AccessDefinition): Finding[] {
  const message =
    "the plan destroys every resource of the state that is in no call of this file, such as a VPC, subnets or IAM roles, or the cluster under another name of its call, expected a state without them, got one that this file cannot show";
  const help = migration === undefined ? `${NEW_STATE_HELP} ${CALLED_STATE_HELP}` : CALLED_STATE_HELP;
  return [finding(WHOLE_STATE, "render", { message, help })];
}

const NEW_STATE_HELP = `For a new cluster in a state of its own ${ACCEPT}, with that as its reason. Where there is a state:`;

const CALLED_STATE_HELP = [
  "run `terraform state list`: every resource has to be in `module.name`, `module.aws_auth_name` or one of `modules`, by the names that the state has, without a key;",
  "where one is not, use `render: overlay`, which leaves the root module and its state as they are.",
  `A call that has another name in the state, or a key as in \`module.eks["prod"]\`, is destroyed unless it moves by \`module.formerly\`. Then ${ACCEPT}; docs/module.md says more.`,
].join(" ");

/** What somebody has to know who accepts it; docs/adoption.md has the same at length. */
function wholeStateHelp(modules: string): string {
  return [
    `run \`terraform state list\`: every resource has to be in ${modules}; where one is not, use \`render: access\`, ${OWN}.`,
    "Node groups, Fargate profiles, add-ons, security groups and the KMS key leave the state: they stay alive, and no Terraform manages them.",
    "Nothing else changes where module 20.37.2 made the state and this file gives the module's variables the values that they have (tried; 20.31.4 and later read alike in their source); with an older one, such as 20.24.3, the plan creates aws_iam_policy.custom and changes the trust policy of the cluster's role.",
    `Then ${ACCEPT}; docs/adoption.md says more.`,
  ].join(" ");
}
