import { type IamArn } from "../../access/principal/arn";
import { principalId } from "../../access/principal/principal-id";
import { type AccessChange, accessChanges } from "./access-change";
import type { AccessStep } from "./access-step";
import { stagedAccess, type StagedAccess } from "./staged-access";

/** Two states of access, held against each other: of one file, or of two. */
export interface AccessDifference {
  readonly before: AccessStep;
  readonly after: AccessStep;
  /** Whom either names; a change where there is one. */
  readonly principals: readonly ComparedPrincipal[];
}

/** One principal in both. */
export interface ComparedPrincipal {
  readonly principal: IamArn;
  readonly before: StagedAccess;
  readonly after: StagedAccess;
  /** @default nothing that counts is another */
  readonly change?: AccessChange;
}

/** What changes from one step to another for these principals. */
export function differenceOf(before: AccessStep, after: AccessStep, principals: readonly IamArn[]): AccessDifference {
  const unique = [...new Map(principals.map((principal) => [principalId(principal), principal])).values()];
  const changes = new Map(
    accessChanges(before, after, unique).map((change) => [principalId(change.principal), change]),
  );
  return {
    before,
    after,
    principals: unique.map((principal) => {
      const change = changes.get(principalId(principal));
      const both = { before: stagedAccess(before, principal), after: stagedAccess(after, principal) };
      return { principal, ...both, ...(change === undefined ? {} : { change }) };
    }),
  };
}
