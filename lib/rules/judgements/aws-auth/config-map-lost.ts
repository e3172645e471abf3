import { type AwsAuth, EMPTY_AWS_AUTH } from "../../../access/aws-auth";
import { compareAccess } from "../../../access/comparison";
import type { AwsAuthHolder } from "../../../plan/cluster/planned-access";
import { isDestroyed, isForgotten } from "../../../plan/objects/planned-change";
import { principalName } from "../../compared/access-words";
import type { Judgement } from "../judgement";
import { isExcused, isLasting, names, rightsGone, type Subject } from "../../compared/subject";

/** The ConfigMap goes while it still serves somebody. */
export const configMapLost: Judgement = {
  code: "config-map-lost",
  rule: {
    severity: "danger",
    rule: "R38",
    meaning:
      "aws-auth is destroyed or emptied while its rows serve principals that have no live access entry. A warning where Terraform only lets go of it.",
    why: "rows leave before entries are there: Terraform cannot order a destroy after a creation, and an entry that is only planned serves nobody",
    help: "make the entries in a plan of their own first; to give the ConfigMap away, write a `removed` block with `destroy = false`",
  },
  judge(subject) {
    const lost = lostConfigMap(subject);
    if (lost === undefined) return [];
    const { holder, loss, people } = lost;
    const who = people.map((principal) => principalName(principal, subject.cluster.accountId)).join(", ");
    return [
      {
        address: holder.address,
        message: `aws-auth is ${loss}, and its rows alone serve ${who}`,
        before: `${people.length} served by aws-auth alone`,
        after: loss === "forgotten" ? "the rows stay, nobody looks after them" : "no rows",
        filePath: "migration.stage",
        ...(loss === "forgotten" ? { severity: "warning" } : {}),
      },
    ];
  },
};

/** The ConfigMap that goes, how, and whom it alone serves; undefined where nobody is left without it. */
export function lostConfigMap(subject: Subject): LostConfigMap | undefined {
  if (!isLasting(subject) || subject.cluster.access.before.state.mode === "API") return undefined;
  const [lost] = subject.cluster.awsAuthHolders.flatMap((holder) => {
    const loss = lossOf(subject, holder);
    return loss === undefined ? [] : [{ holder, loss }];
  });
  const people = lost === undefined ? [] : uncoveredPeople(subject);
  return lost === undefined || people.length === 0 ? undefined : { ...lost, people };
}

/** See {@link lostConfigMap}. */
export interface LostConfigMap {
  readonly holder: AwsAuthHolder;
  readonly loss: "destroyed" | "emptied" | "forgotten";
  /** ARNs. */
  readonly people: readonly string[];
}

/** Who would be without access, if only the entries that are there already served: planned ones do not count. */
export function uncoveredPeople(subject: Subject): string[] {
  const { state } = subject.cluster.access.before;
  const kept = Object.keys(subject.cluster.access.after.state.entries);
  const entries = Object.fromEntries(Object.entries(state.entries).filter(([address]) => kept.includes(address)));
  const { lost } = compareAccess(state, { ...state, awsAuth: EMPTY_AWS_AUTH, entries });
  return lost
    .filter((difference) => rightsGone(difference).length > 0 && !isExcused(subject, difference.principal))
    .map(({ principal }) => principal);
}

/**
 * Whom rows alone serve until the plan switches to mode API, and whom it gives access only afterwards: Terraform switches the
 * mode before, or while, it makes entries. Who ends up with less is lost in any case and is not in it.
 */
export function servedUntilSwitch(subject: Subject): string[] {
  const { before, after } = subject.cluster.access;
  if (!isLasting(subject) || before.state.mode === "API" || after.state.mode !== "API") return [];
  const given = subject.everybody.filter((one) => one.after.verdict === "authenticated");
  const people = given.map(({ principal }) => principal);
  return uncoveredPeople(subject).filter((principal) => names(people, principal));
}

/** Rows of all sections, those that serve nobody among them: at none the ConfigMap counts as emptied. */
export function countRows({ roles, users, accounts }: AwsAuth): number {
  return roles.length + users.length + accounts.length;
}

function lossOf(
  { cluster }: Subject,
  { change, holds }: AwsAuthHolder,
): "destroyed" | "emptied" | "forgotten" | undefined {
  if (change === undefined || change.action === "no-op" || holds === "reader") return undefined;
  if (isForgotten(change)) return "forgotten";
  if (isDestroyed(change)) return "destroyed";
  const { before, after } = cluster.awsAuth;
  const count = (side: typeof before): number => {
    return side.kind === "seen" ? countRows(side.awsAuth) : 0;
  };
  return count(before) > 0 && after.kind === "seen" && after.awsAuth.unreadable.length === 0 && count(after) === 0
    ? "emptied"
    : undefined;
}
