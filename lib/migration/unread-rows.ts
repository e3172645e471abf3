import { arnsOf } from "../access/principal/arn-list";
import { type IamArn, printArn } from "../access/principal/arn";
import { isLeaving } from "./leaving";
import { optsIn } from "./acceptance";
import type { AccessDefinition } from "./definition";
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
  const { definition, rendering } = staged;
  const rows = rowPrincipals(staged);
  const declared = Object.values(rendering.entries).map(({ principalArn }) => principalArn);
  const all = rows.length > 0 ? rows : arnsOf([...declared, ...expectedOf(definition)]);
  const named = { ...definition, accept: (definition.accept ?? []).filter(({ principal }) => principal !== undefined) };
  return all.filter((principal) => !isLeaving(definition, principal) && !isOpen(named, principal));
}

/**
 * Expected principals, with paths, of whose entry nothing is known but that EKS has made it: a file without rows, which nobody
 * reads, does not say what they translate to.
 */
export function unreadExpected(staged: StagedDefinition): readonly string[] {
  const { definition } = staged;
  return acceptsUnread(definition) && rowPrincipals(staged).length === 0 ? expectedOf(definition) : [];
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
