import { type IamArn, printArn } from "../access/arn";
import { arnsOf } from "../access/arn-list";
import { isLeaving } from "./leaving";
import { optsIn } from "./acceptance";
import type { AccessDefinition } from "./definition";
import { effectiveRows } from "./guard-rows";
import { render, rowsOf } from "./rendering";

/** Whether the file accepts that nobody reads the live ConfigMap. */
export function acceptsUnread(definition: AccessDefinition): boolean {
  return optsIn(definition, "config-map-unread");
}

/**
 * Whom rows may serve that nobody reads: those of the file's rows; where the file has none, whoever has an entry by it, since
 * nobody can tell an entry that was never made from that of somebody new. Who leaves is not among them, nor of whom the file
 * accepts by name that there is no entry yet: somebody new, whom no row serves.
 */
export function unreadPrincipals(definition: AccessDefinition): readonly IamArn[] {
  const rows = rowPrincipals(definition);
  const declared = Object.values(render(definition).entries).map(({ principalArn }) => principalArn);
  const all = rows.length > 0 ? rows : arnsOf([...declared, ...expectedOf(definition)]);
  const named = { ...definition, accept: (definition.accept ?? []).filter(({ principal }) => principal !== undefined) };
  return all.filter((principal) => !isLeaving(definition, principal) && !isOpen(named, principal));
}

/**
 * Expected principals, with paths, of whose entry nothing is known but that EKS has made it: a file without rows, which nobody
 * reads, does not say what they translate to.
 */
export function unreadExpected(definition: AccessDefinition): readonly string[] {
  return acceptsUnread(definition) && rowPrincipals(definition).length === 0 ? expectedOf(definition) : [];
}

function rowPrincipals(definition: AccessDefinition): IamArn[] {
  return effectiveRows(rowsOf(definition)).map(({ principal }) => principal);
}

function expectedOf({ migration }: AccessDefinition): string[] {
  return (migration?.expected ?? []).map((text) => migration?.rolePaths?.[text] ?? text);
}

function isOpen(definition: AccessDefinition, principal: IamArn): boolean {
  return optsIn(definition, "entry-not-live", printArn(principal));
}
