import type { AccessEntry, DeclaredAccessScope } from "../../access/access-entry/access-entry";
import type { PlannedChange } from "../objects/planned-change";
import { type PlannedValue, valueOf } from "../reading/planned-value";

/** An `aws_eks_access_entry` of a plan: an `AccessEntry` has one side, is known whole, and has no address. */
export interface PlannedEntry {
  /** Its address after the plan; before, where it is gone. It is the key of the entry in the access state. */
  readonly address: string;
  /** Absent where the plan does nothing to it. */
  readonly change?: PlannedChange;
  /** Absent: it does not exist on this side. A forgotten entry lives on: it stands in both. */
  readonly before?: PlannedEntrySide;
  readonly after?: PlannedEntrySide;
  /** Whether its principal follows whoever runs Terraform (`data.aws_iam_session_context`, `data.aws_caller_identity`). */
  readonly callerDerived: boolean;
  /** Address of the `aws_iam_role` or `aws_iam_user` of this plan that it refers to. */
  readonly principalResource?: string;
  /** Whether its principal is one that this plan makes, so that nothing names it yet. */
  readonly isOfNewPrincipal: boolean;
}

/** One side of an entry: its principal may be known after apply alone, where there is no `AccessEntry` yet. */
export interface PlannedEntrySide {
  readonly principal: PlannedValue<string>;
  /** With the associations of its principal; absent where the principal is not told. */
  readonly entry?: AccessEntry;
  /** Attributes that the configuration leaves to EKS, taken for its defaults: `user_name`, `kubernetes_groups`. */
  readonly defaulted: readonly string[];
  /** When EKS made it (RFC 3339), where told. */
  readonly createdAt?: string;
}

/** An `aws_eks_access_policy_association` of a plan. */
export interface PlannedAssociation {
  readonly address: string;
  readonly change?: PlannedChange;
  readonly before?: PlannedAssociationSide;
  readonly after?: PlannedAssociationSide;
  /** As that of its entry. */
  readonly isOfNewPrincipal: boolean;
}

/** One side of an association. */
export interface PlannedAssociationSide {
  readonly principal: PlannedValue<string>;
  readonly policyArn: PlannedValue<string>;
  readonly scope: PlannedValue<DeclaredAccessScope>;
  /** Address of the entry that it hangs on; absent where the plan has none for its principal. */
  readonly entry?: string;
}

/** ARN of whom one side of an entry or association is for; undefined where it is not there, or its principal not known. */
export function principalOfSide(side: Pick<PlannedEntrySide, "principal"> | undefined): string | undefined {
  return side && valueOf(side.principal);
}
