import { arnsOf } from "../access/principal/arn-list";
import { type IamArn, printArn } from "../access/principal/arn";
import { samePrincipal } from "../access/principal/principal-id";
import { isLeaving } from "./leaving";
import { optsIn } from "./acceptance";
import type { AccessDefinition } from "./definition";
import { stableAdmins } from "./stable-admins";
import type { StagedDefinition } from "./staged-definition";

/** Whether the file accepts that nobody reads the live ConfigMap. */
export function acceptsUnread(definition: AccessDefinition): boolean {
  return optsIn(definition, "config-map-unread");
}

/**
 * Whom rows may serve that nobody reads: those of the file's rows; where the file has none, whoever has an entry by it, since
 * nobody can tell an entry that was never made from that of somebody new. Who leaves is not among them, nor of whom the file
 * accepts by name that there is no entry yet: somebody new, whom no row serves.
 */
export function unreadPrincipals(staged: StagedDefinition): readonly IamArn[] {
  const rows = rowPrincipals(staged);
  return (rows.length > 0 ? rows : everybody(staged)).filter((principal) => isAsked(staged.definition, principal));
}

/**
 * Whoever has an entry by the file, declared or expected: at `api` rows are empty and say nobody. Who leaves is not among them.
 * An acceptance does not leave out all admins that stay: of the cluster's account, where it has any.
 * @see DOMAIN R39
 */
export function filePrincipals(staged: StagedDefinition): readonly IamArn[] {
  const { definition } = staged;
  const asked = everybody(staged).filter((principal) => isAsked(definition, principal));
  const admins = lastAdmins(definition);
  const hasAdmin = asked.some((principal) => admins.some(same(principal)));
  return hasAdmin ? asked : [...asked, ...admins];
}

/** Stable admins of whom guards can tell everything; of other accounts where there is none. */
function lastAdmins(definition: AccessDefinition): IamArn[] {
  const admins = arnsOf(stableAdmins(definition)).filter((admin) => !isLeaving(definition, admin));
  const own = admins.filter(({ accountId }) => accountId === definition.accountId);
  return own.length > 0 ? own : admins;
}

/** Whether the plan asks for everybody's entry, whomever rows serve: the last switch cannot be undone. */
export function asksEverybody({ migration }: AccessDefinition): boolean {
  return migration?.stage === "api";
}

/**
 * Expected principals, with paths, of whose entry nothing is known but that EKS has made it: no row of the file says what they
 * translate to.
 */
export function untypedExpected(staged: StagedDefinition): readonly string[] {
  const { definition, translation } = staged;
  if (asksEverybody(definition)) {
    const typed = translation.outcomes.flatMap((one) => (one.kind === "expected" ? [one.principal] : []));
    return expectedOf(definition).filter((text) => !arnsOf([text]).some((arn) => typed.some(same(arn))));
  }
  return acceptsUnread(definition) && rowPrincipals(staged).length === 0 ? expectedOf(definition) : [];
}

function everybody({ definition, rendering }: StagedDefinition): IamArn[] {
  const declared = Object.values(rendering.entries).map(({ principalArn }) => principalArn);
  return arnsOf([...declared, ...expectedOf(definition)]);
}

/** An acceptance counts where nobody reads the rows, and by name. */
function isAsked(definition: AccessDefinition, principal: IamArn): boolean {
  if (isLeaving(definition, principal)) return false;
  if (!acceptsUnread(definition)) return true;
  const named = { ...definition, accept: (definition.accept ?? []).filter((one) => one.principal !== undefined) };
  return !isOpen(named, principal);
}

function same(one: IamArn): (other: IamArn) => boolean {
  return (other) => samePrincipal(one, other);
}

function rowPrincipals({ effectiveRows }: StagedDefinition): IamArn[] {
  return effectiveRows.map(({ principal }) => principal);
}

function expectedOf({ migration }: AccessDefinition): string[] {
  const paths = new Map(Object.entries(migration?.rolePaths ?? {}));
  return (migration?.expected ?? []).map((text) => paths.get(text) ?? text);
}

function isOpen(definition: AccessDefinition, principal: IamArn): boolean {
  return optsIn(definition, "entry-not-live", printArn(principal));
}
