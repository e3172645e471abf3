import type { ITerraformDependable, TerraformStack } from "cdktf";
import { literal, literals } from "../eks/address/literal";
import { callerIdentity } from "../eks/settings/stack-data";
import { printedSentence } from "../migration/guard/guard";
import { namedPrincipals, notInIam } from "../migration/guard/principal-not-found";
import type { StagedDefinition } from "../migration/staged-definition";
import { evaluated, type Expression, joined, listed, type Postcondition } from "./expression";
import { local } from "./live";
import { listedRoles, listedUsers } from "./principal-unread";

/** Looks for the roles and users that entries name in the lists of IAM, each list where an entry names one of its kind. */
export function principalNotFound(stack: TerraformStack, staged: StagedDefinition): ITerraformDependable[] {
  return KINDS.flatMap(([kind, list]) => {
    const own = namedPrincipals(staged).filter((one) => one.kind === kind);
    if (own.length === 0) return [];
    local(stack, `entry_${kind}s`, literals(Object.fromEntries(own.map(({ key, arn }) => [key, arn]))));
    return [list(stack, areListed(stack, staged, `local.entry_${kind}s`))];
  });
}

const KINDS = [
  ["role", listedRoles],
  ["user", listedUsers],
] as const;

/** Where the file does not say in which account the cluster is, the caller's account tells whose principals are listed. */
function areListed(stack: TerraformStack, { definition }: StagedDefinition, all: Expression): Postcondition {
  const { clusterName, accountId } = definition;
  if (accountId === undefined) callerIdentity(stack);
  const isOwn = accountId === undefined ? 'split(":", arn)[4] == data.aws_caller_identity.current.account_id && ' : "";
  const missing = `[for key, arn in ${all} : arn if ${isOwn}!contains(self.arns, arn)]`;
  const names = `[for arn in ${missing} : lower(reverse(split("/", arn))[0])]`;
  // Terraform evaluates a sentence whether it is printed or not: the names are worked out once, not once for each of IAM's.
  const near = `flatten([for names in [${names}] : [for arn in sort(self.arns) : arn if contains(names, lower(reverse(split("/", arn))[0]))]])`;
  const told = {
    cluster: literal(clusterName),
    principals: listed(missing),
    similar: evaluated(`length(${near}) == 0 ? "" : " (IAM has \${${joined(near)}} by that name)"`),
  };
  return {
    condition: evaluated(`length(${missing}) == 0`),
    errorMessage: printedSentence("principal-not-found", notInIam(told)),
  };
}
