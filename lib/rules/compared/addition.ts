import type { Difference } from "../../access/effective/comparison";
import { namesPrincipal } from "../../access/principal/principal-id";
import { isCreated } from "../../plan/objects/planned-change";
import type { PlannedAssociation, PlannedEntry } from "../../plan/cluster/planned-entry";
import type { ComparedCluster, PrincipalAccess } from "./compared-cluster";

/**
 * Whether somebody gets an access entry by the plan, and nobody shows whether aws-auth names it. An entry that is added
 * takes nothing by itself: it takes the place of the row of its principal, if there is one.
 * @see DOMAIN R45
 */
export function isAddition(
  { cluster }: ComparedCluster,
  { before, after }: Pick<Difference, "before" | "after">,
): boolean {
  if (before.verdict !== "unknown" || after.verdict !== "authenticated" || after.through.by !== "entry") return false;
  const { key } = after.through;
  return cluster.entries.some(({ address, change }) => address === key && change !== undefined && isCreated(change));
}

/** Whether the plan makes the role or user itself: nothing names it yet. */
export function isNewPrincipal({ cluster }: ComparedCluster, principal: string): boolean {
  return cluster.principals.some(
    ({ arn, change }) =>
      change?.action === "create" && arn.after !== undefined && namesPrincipal([arn.after], principal),
  );
}

/** Additions of whom aws-auth may have a row. */
export function rowsUnseen(compared: ComparedCluster): readonly PrincipalAccess[] {
  return compared.everybody.filter((one) => isAddition(compared, one) && !isNewPrincipal(compared, one.principal));
}

/** Entries and associations that the plan makes for principals whose ARN it does not tell, and who lose nothing by them. */
export function namelessAdditions({ cluster }: ComparedCluster): readonly NamelessAddition[] {
  const { entries, associations, access, awsAuth, mode } = cluster;
  const hasRows = mode.after !== "API" && awsAuth.before.kind === "seen";
  const isNew = (one: PlannedEntry | PlannedAssociation): boolean =>
    one.isOfNewPrincipal ||
    entries.some(({ address, isOfNewPrincipal }) => isOfNewPrincipal && address === entryOf(one));
  if (!access.before.exists) return [];
  return [...entries, ...associations].flatMap((one): NamelessAddition[] => {
    const { change, after } = one;
    if (change?.action !== "create" || after?.principal.kind !== "unknown") return [];
    return isNew(one) || !hasRows ? [{ one, isNew: isNew(one) }] : [];
  });
}

/** An addition whose principal is known after apply. */
export interface NamelessAddition {
  readonly one: PlannedEntry | PlannedAssociation;
  /** Whether the plan makes the principal too. */
  readonly isNew: boolean;
}

/** Address of the entry that an association hangs on. */
function entryOf({ after }: PlannedEntry | PlannedAssociation): string | undefined {
  return after !== undefined && "policyArn" in after ? after.entry : undefined;
}
