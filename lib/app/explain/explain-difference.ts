import type { IamArn } from "../../access/principal/arn";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import type { Fleet } from "../../inventory/fleet";
import { differenceOf } from "../../migration/explanation/access-difference";
import type { AccessStep } from "../../migration/explanation/access-step";
import { type Explanation, explain } from "../../migration/explanation/explanation";
import { STAGES } from "../../migration/stage";
import type { Unanswered } from "../unanswered";
import type { NamedDifference } from "./explained-file";

/** What is compared, and whose access. */
interface Compared<Side> {
  readonly before: Side;
  readonly after: Side;
  /** @default everybody */
  readonly principal?: IamArn | undefined;
}

/** A cluster file and everything beside it that was read with it, by the name that was asked for. */
export interface FleetOfOne {
  readonly name: string;
  readonly fleet: Fleet;
}

const STEP = new RegExp(`^(${STAGES.join("|")})(:\\d+)?$`);

/** Whether a text names a stage or one of its waves: `dual`, `entries:2`. */
export function isStepName(text: string): boolean {
  return STEP.test(text);
}

/** What differs between two stages of each cluster, by their names: `dual`, `entries:1`. */
export function compareStages(
  { clusters }: Pick<Fleet, "clusters">,
  { before, after, principal }: Compared<string>,
): NamedDifference[] | Unanswered {
  const differences: NamedDifference[] = [];
  for (const cluster of clusters) {
    const explanation = explain(cluster.staged);
    const [from, to] = [sideAt({ cluster, explanation }, before), sideAt({ cluster, explanation }, after)];
    if ("problem" in from) return from;
    if ("problem" in to) return to;
    differences.push(between({ before: from, after: to, principal }));
  }
  return differences;
}

/** What differs between two cluster files, each at its own stage. */
export function compareFiles({ before, after, principal }: Compared<FleetOfOne>): NamedDifference[] | Unanswered {
  const [from, to] = [ownSide(before), ownSide(after)];
  if ("problem" in from) return from;
  return "problem" in to ? to : [between({ before: from, after: to, principal })];
}

/** Whether somebody has more or less than before, or another name; another way to the same rights is neither. */
export function changesAccess({ difference }: NamedDifference): boolean {
  const kinds = difference.principals.flatMap(({ change }) => (change?.parts ?? []).map(({ kind }) => kind));
  return kinds.includes("lost") || kinds.includes("gained") || kinds.includes("renamed");
}

/** Whether somebody's access is unknown on a side. */
export function isOpenDifference({ difference }: NamedDifference): boolean {
  return difference.principals.some(({ before, after }) => before.kind === "unknown" || after.kind === "unknown");
}

interface Explained {
  readonly cluster: ClusterFile;
  readonly explanation: Explanation;
}

interface Side extends Explained {
  readonly step: AccessStep;
}

function between({ before, after, principal }: Compared<Side>): NamedDifference {
  const everybody = [...after.explanation.principals, ...before.explanation.principals].map((one) => one.principal);
  const nameOf = ({ cluster, step }: Side): string => `${cluster.file}, ${step.name}`;
  const [accountId, other] = [before, after].map(({ cluster }) => cluster.staged.definition.accountId);
  return {
    ...(accountId === undefined || accountId !== other ? {} : { accountId }),
    names: { before: nameOf(before), after: nameOf(after) },
    difference: differenceOf(before.step, after.step, principal === undefined ? everybody : [principal]),
  };
}

function ownSide({ name, fleet: { clusters } }: FleetOfOne): Side | Unanswered {
  const [cluster, ...others] = clusters;
  if (cluster === undefined || others.length > 0) {
    return {
      problem: `${name}: ${clusters.length} clusters, expected one cluster file`,
      help: TWO_OF_A_KIND,
      fault: "question",
    };
  }
  const explanation = explain(cluster.staged);
  const step = explanation.steps.find(({ isCurrent }) => isCurrent);
  if (step !== undefined) return { cluster, explanation, step };
  return {
    problem: `${name}: migration.wave is larger than its number of waves`,
    help: "mend migration.wave",
    fault: "files",
  };
}

/** What can be compared, for whoever asked for something else. */
export const TWO_OF_A_KIND =
  "write two stages (--diff dual entries:1), or two cluster files (--diff before.yaml after.yaml)";

function sideAt({ cluster, explanation }: Explained, name: string): Side | Unanswered {
  const { steps } = explanation;
  const all = name === "entries" ? steps.findLast(({ stage }) => stage === "entries") : undefined;
  const step = all ?? steps.find((one) => one.name === name || (name === "entries:1" && one.name === "entries"));
  if (step !== undefined) return { cluster, explanation, step };
  const known = steps.map((one) => one.name).join(", ");
  return { problem: `${cluster.file}: no stage \`${name}\`, expected one of ${known}`, fault: "question" };
}
