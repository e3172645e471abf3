import { STANDARD_INPUT } from "../../inventory/finding/located-finding";
import { principalNameOf } from "../../access/principal/principal-name";
import { parseArn, printArn } from "../../access/principal/arn";
import { samePrincipal } from "../../access/principal/principal-id";
import { isClusterAdminEntry } from "../../access/effective/cluster-admin";
import { isLeaving } from "../../migration/leaving";
import type { ClusterDefinition } from "../../inventory/definition/cluster-definition";
import { gapKeys } from "../../migration/gate/gate-gap";
import { optsIn } from "../../migration/acceptance";
import { type Stage, STAGE_FACTS } from "../../migration/stage";
import { wavesIn } from "../../migration/wave";
import type { StagedCluster } from "../../migration/staged-cluster";
import type { Direction } from "../../migration/step";
import { rowFacts, rowsBack, rowsBeforeApi, writersBeforeRetire } from "./row-facts";

type Staged = StagedCluster<ClusterDefinition>;

/** One step of a cluster, in words. */
export interface StepFacts {
  /** What its plan does. */
  readonly does: readonly string[];
  readonly undo: { readonly possible: boolean; readonly how: string };
  /** What to check before it. */
  readonly before: readonly string[];
}

/** A cluster before and after a step. */
export interface StepStates {
  readonly direction: Direction;
  /** The cluster file as it was typed: what is to be typed next names it so too. */
  readonly file: string;
  readonly from: Staged;
  readonly to: Staged;
}

/**
 * What a step does, whether it can be undone, and what to check before.
 * @see DESIGN: stages; DOMAIN §2.5, R35-R39
 */
export function stepFacts(states: StepStates): StepFacts {
  const does = [...modeFacts(states), ...entryFacts(states), ...bridgeFacts(states), ...rowFacts(states)];
  return {
    does: [...does, ...adoptFacts(states), ...renamedFacts(states)],
    undo: undoOf(states),
    before: checksBefore(states),
  };
}

/** Keys of the entries that a step deletes and nothing serves then, but for who leaves and where `row-not-live` is accepted. */
export function unservedKeys({ from, to }: Pick<StepStates, "from" | "to">): string[] {
  return missingIn(to, from).filter((key) => {
    const parsed = parseArn(arnOf(from, key));
    if (!("arn" in parsed)) return false;
    return (
      !hasRow(to, key) &&
      !isLeaving(to.definition, parsed.arn) &&
      !optsIn(to.definition, "row-not-live", printArn(parsed.arn))
    );
  });
}

function modeFacts({ from, to }: StepStates): string[] {
  const [before, after] = [from.rendering.mode, to.rendering.mode];
  if (before === after) return [];
  const step = `from ${before} to ${after}`;
  const who =
    to.definition.render === "access"
      ? `leaves the mode alone: whatever manages the cluster switches it ${step}, ${switchOf(to, after)}`
      : `switches the authentication mode ${step}`;
  const own = "EKS may add entries of its own, for managed node groups, Fargate profiles and the cluster's creator";
  return stageOf(to) === "dual" ? [who, own] : [who];
}

/** How something else switches the mode: by hand, or in the HCL that has the cluster. */
function switchOf({ definition: { clusterName, terraform } }: Staged, mode: string): string {
  const command = `aws eks update-cluster-config --name ${clusterName} --region ${terraform.region} --access-config authenticationMode=${mode}`;
  return `in HCL by \`authentication_mode = "${mode}"\` of module eks or \`access_config { authentication_mode = "${mode}" }\` of aws_eks_cluster, else by \`${command}\``;
}

function entryFacts({ from, to }: StepStates): string[] {
  const added = missingIn(from, to);
  const created = added.filter((key) => !isImported(to, key));
  const gaps = gapKeys(to).filter((key) => created.includes(key));
  return [
    ...added
      .filter((key) => isImported(to, key))
      .map((key) => `imports the live access entry ${key} of ${nameOf(to, key)}, and changes nothing of it`),
    ...created.map((key) => `creates access entry ${key} for ${nameOf(to, key)}${hasRow(to, key) ? OVERRIDES : ""}`),
    ...gaps.map((key) => `leaves ${key} without rights between its creation and that of its policy`),
    ...missingIn(to, from).map(
      (key) => `deletes access entry ${key} of ${nameOf(from, key)}: ${afterwards(from, key)}`,
    ),
  ];
}

/** Whether the plan of a step takes a live entry into the state instead of making one. */
function isImported({ definition: { adopt, imported } }: Staged, key: string): boolean {
  return adopt?.import === true && imported?.includes(key) === true;
}

const OVERRIDES = ", which overrides its row at once";

function afterwards(from: Staged, key: string): string {
  if (!hasRow(from, key)) return "it has no row, so nothing serves it then";
  const policies = from.definition.accessEntries[key]?.policyAssociations ?? {};
  return Object.keys(policies).length > 0
    ? "its policy goes first, for seconds nothing serves it, then its row does"
    : "its row serves it then";
}

function hasRow(staged: Staged, key: string): boolean {
  const parsed = parseArn(arnOf(staged, key));
  return "arn" in parsed && staged.effectiveRows.some(({ principal }) => samePrincipal(principal, parsed.arn));
}

/** Keys of the entries that the one renders and the other does not. */
function missingIn(one: Staged, other: Staged): string[] {
  const known = one.rendering.entries;
  return Object.keys(other.rendering.entries).filter((key) => !Object.hasOwn(known, key));
}

function nameOf(staged: Staged, key: string): string {
  return principalNameOf(arnOf(staged, key), staged.definition.accountId);
}

function arnOf({ definition }: Staged, key: string): string {
  return definition.accessEntries[key]?.principalArn ?? key;
}

function bridgeFacts({ from, to }: StepStates): string[] {
  const [before, after] = [from.rendering.bridge, to.rendering.bridge];
  if (before === undefined && after !== undefined) {
    return [`binds group ${after.group} to cluster-admin, which entries of admins carry until their policy serves`];
  }
  return before !== undefined && after === undefined ? [`takes group ${before.group} and its binding away again`] : [];
}

function adoptFacts({ direction, from, to }: StepStates): string[] {
  if (direction === "back" || !takesOver(from)) return [];
  const due = (to.definition.adopt?.imported ?? []).filter((key) => !Object.hasOwn(from.rendering.entries, key));
  if (to.definition.adopt?.import === true) {
    return [
      `goes on importing ${due.join(", ")}: \`import\` stays in the file until the plan that renders them is applied`,
    ];
  }
  const kept = to.definition.adopt === undefined ? "" : ", but for the keys of imported entries";
  return [`no longer moves or imports anything: \`adopt\` is taken out of the file${kept}`];
}

/** Whether the file moves or imports: keys of entries that are in the state already are a note. */
function takesOver({ definition: { adopt = {} } }: Staged): boolean {
  return Object.keys(adopt).some((key) => key !== "imported");
}

function renamedFacts({ direction, from: { definition } }: StepStates): string[] {
  const keys = Object.entries(definition.renamed ?? {}).map(([from, to]) => `${from} to ${to}`);
  if (direction === "back" || keys.length === 0) return [];
  return [`no longer moves ${keys.join(", ")}: \`renamed\` is taken out of the file`];
}

function undoOf({ direction, to }: StepStates): StepFacts["undo"] {
  if (direction === "back") return { possible: true, how: "eks-access advance takes the step again" };
  const stage = stageOf(to);
  const { back } = STAGE_FACTS[stage ?? "done"];
  if ("never" in back)
    return { possible: false, how: `${back.never}${stage === "dual" ? "; the rows serve as before" : ""}` };
  const how =
    stage === "retire"
      ? `${rowsBack(to)}; it is the last step that can be undone`
      : "eks-access back deletes the entries again, policies first: their rows serve after seconds without rights";
  return { possible: true, how };
}

function checksBefore(states: StepStates): string[] {
  const { direction, file, from, to } = states;
  const stage = stageOf(to);
  if (stage === undefined) return [];
  const modes = direction === "back" ? [from.rendering.mode] : STAGE_FACTS[stage].accepts;
  const region = `--region ${to.definition.terraform.region}`;
  return [
    applied(states),
    `aws eks describe-cluster --name ${to.definition.clusterName} ${region} --query cluster.accessConfig.authenticationMode says ${modes.join(" or ")}`,
    ...(direction === "back" ? checksBack(states) : CHECKS[stage](to, missingIn(from, to), file)),
  ];
}

function applied({ direction, from, to }: StepStates): string {
  const known = "is applied, and another plan shows no changes";
  const isMoved = takesOver(from) && to.definition.adopt?.import !== true;
  const sections = [...(isMoved ? ["adopt"] : []), ...(from.definition.renamed === undefined ? [] : ["renamed"])];
  return direction === "advance" && sections.length > 0
    ? `the plan with ${sections.map((key) => `\`${key}\``).join(" and ")} ${known}: Terraform would destroy what has not moved yet`
    : `the plan of stage ${stageOf(from) ?? ""} ${known}`;
}

function checksBack({ from, to }: StepStates): string[] {
  const gone = missingIn(to, from).filter((key) => hasRow(from, key));
  if (gone.length === 0) return [];
  return [`the rows of ${gone.join(", ")} are live: kubectl get configmap -n kube-system aws-auth -o yaml`];
}

const WHOAMI = "`kubectl auth whoami` shows the user name of the entry";

/** What each stage needs on its way forward, beside the plan before it and the mode. */
const CHECKS: Readonly<Record<Stage, (to: Staged, created: readonly string[], file: string) => string[]>> = {
  "config-map": () => [],
  dual: ({ definition: { clusterName, terraform } }) => [
    `aws eks describe-cluster --name ${clusterName} --region ${terraform.region} --query cluster.platformVersion says at least eks.2 for Kubernetes 1.30, eks.1 for 1.29, eks.6 for 1.28, eks.10 for 1.27, eks.11 for 1.26, eks.12 for 1.25, eks.15 for 1.24, eks.17 for 1.23`,
  ],
  entries: (to, created) => [
    ...notThereYet(
      to,
      created.filter((key) => !isImported(to, key)),
    ),
    ...(wavesIn(to.definition) > 1
      ? [`somebody of each wave before works through the entry: ${WHOAMI}`]
      : holders(to, created)),
  ],
  retire: ({ definition }, _created, file) => [
    `somebody of each wave works through the entry: ${WHOAMI}`,
    ...writersBeforeRetire(definition),
    `no role was deleted and made again since its entry: eks-access check ${file === STANDARD_INPUT ? "FILE" : file} --live FILE... asks that and what else the guards ask`,
  ],
  api: (to) => [
    ...rowsBeforeApi(to.definition),
    ...expectedThere(to),
    `an admin who is not an SSO role works through the entry: ${WHOAMI}`,
  ],
  done: () => ["no pipeline reads or edits aws-auth any more"],
};

/** Who tries the first entries, admins where there are any: whoever cannot come in by one mends it by another. */
function holders(to: Staged, created: readonly string[]): string[] {
  const { accessEntries } = to.definition;
  const admins = created.filter((key) => accessEntries[key] !== undefined && isClusterAdminEntry(accessEntries[key]));
  const names = (admins.length > 0 ? admins : created).slice(0, 3).map((key) => nameOf(to, key));
  return names.length === 0 ? [] : [`somebody holds ${names.join(" or ")}, and can use it now`];
}

function notThereYet({ definition: { clusterName, terraform } }: Staged, created: readonly string[]): string[] {
  if (created.length === 0) return [];
  const list = `aws eks list-access-entries --cluster-name ${clusterName} --region ${terraform.region}`;
  return [`${list} names none of ${created.join(", ")}: EKS answers 409 to a second entry`];
}

/** An entry that is not there is the provider's error in the plan: whoever expects one for nothing is told before. */
function expectedThere({ definition: { accountId, clusterName, migration, terraform } }: Staged): string[] {
  const names = (migration?.expected ?? []).map((arn) => principalNameOf(arn, accountId));
  if (names.length === 0) return [];
  const shown = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
  return [
    `aws eks list-access-entries --cluster-name ${clusterName} --region ${terraform.region} names all of migration.expected (${shown}): a plan of api ends with \`couldn't find resource\` and the ARN of whoever has no entry; take out of that list a principal for whom EKS made none, as a creator who was made no admin`,
  ];
}

function stageOf({ definition }: Staged): Stage | undefined {
  return definition.migration?.stage;
}
