import type { IamArn } from "../access/principal/arn";
import { arnsOf } from "../access/principal/arn-list";
import { samePrincipal } from "../access/principal/principal-id";
import type { StagedDefinition } from "../migration/staged-definition";
import { callerOf } from "./served-through";

/** Somebody as a log names him. */
interface Named {
  readonly arn?: string;
  readonly username: string;
}

/** Why nobody is told to declare a component. */
export const LET_IN_BY_EKS = "EKS lets its own components in, by no row and no entry";

/**
 * Whether somebody is a component of EKS itself (`eks:addon-manager`, `eks:node-manager`): roles of accounts of AWS, and the
 * service-linked roles of EKS, which stand in the logs of every cluster. Whoever has a row or an entry in the file is none.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
export function isEksComponent({ arn, username }: Named, staged: StagedDefinition): boolean {
  const isNamedSo = username.startsWith("eks:");
  if (arn === undefined) return isNamedSo;
  const principal = callerOf(arn, { session: "", accessKeyId: "" })?.principal;
  if (principal === undefined || isOfFile(principal, staged)) return false;
  if (principal.name.startsWith("AWSServiceRoleForAmazonEKS")) return true;
  const { accountId } = staged.definition;
  return isNamedSo && accountId !== undefined && principal.accountId !== accountId;
}

function isOfFile(principal: IamArn, { definition, effectiveRows }: StagedDefinition): boolean {
  const declared = arnsOf([
    ...Object.values(definition.accessEntries).map(({ principalArn }) => principalArn),
    ...(definition.migration?.expected ?? []),
  ]);
  return [...declared, ...effectiveRows.map((row) => row.principal)].some((own) => samePrincipal(own, principal));
}
