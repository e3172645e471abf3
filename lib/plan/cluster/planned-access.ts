import type { AuthenticationMode } from "../../access/access-entry/authentication-mode";
import type { AwsAuth, Section } from "../../access/aws-auth/aws-auth";
import type { AccessState } from "../../access/effective/effective-access";
import type { Finding } from "../../finding/finding";
import type { PlannedChange } from "../objects/planned-change";

/** What a plan leaves open about access. */
export interface PlanUnknown {
  readonly about: "cluster" | "mode" | "rows" | "entry" | "association";
  /**
   * - `known-after-apply`, `sensitive`: the plan has it and does not tell
   * - `unseen`: no resource or data source of the plan shows it
   * - `deferred`: put off to a later plan
   * - `malformed`: told, and not what the resource can hold
   */
  readonly why: "known-after-apply" | "sensitive" | "unseen" | "deferred" | "malformed";
  /** Resource that does not tell; absent where there is none. */
  readonly address?: string;
  /** `data.mapRoles`, `principal_arn`; absent where it is the whole. */
  readonly attribute?: string;
  /** ARN of the principal whose rights are open; absent where it can be anybody. */
  readonly principal?: string;
  /** One line, lower case, no full stop: `the rows of aws-auth are known after apply`. */
  readonly sentence: string;
}

/**
 * Who can reach one cluster on one side of a plan, as far as it tells. Whatever the plan does not tell stands in `unknowns`
 * too; `state` is then the part that is known.
 */
export interface PlannedAccess {
  /** False: there is no such cluster on this side. The state is then empty, in mode API: nobody gets in. */
  readonly exists: boolean;
  /**
   * What is known. Rows that are not seen make their sections `unreadable`, so that `accessOf` answers "unknown" for
   * everybody whom no entry serves. Where the mode is unknown, it is API_AND_CONFIG_MAP here. Entries stand under
   * the addresses of their resources; those of an unknown principal are left out.
   */
  readonly state: AccessState;
  readonly unknowns: readonly PlanUnknown[];
}

/** How far the plan tells one section of aws-auth. */
export type SectionSight = "seen" | "unseen" | "unknown" | "sensitive";

/** aws-auth on one side of a plan. */
export type PlannedAwsAuth =
  /** No resource or data source of the plan shows it: not "no rows". */
  | { readonly kind: "unseen" }
  /** The plan tells that there is no such ConfigMap. */
  | { readonly kind: "absent" }
  | {
      readonly kind: "seen";
      /** Rows of the sections that are seen; the others are `unreadable` in it. */
      readonly awsAuth: AwsAuth;
      readonly sections: Readonly<Record<Section, SectionSight>>;
      /** What the authenticator drops of the text: paths such as `mapRoles[2]`. */
      readonly findings: readonly Finding[];
    };

/** A resource or data source that holds aws-auth. */
export interface AwsAuthHolder {
  readonly address: string;
  readonly type: string;
  /**
   * - `whole`: the ConfigMap itself, whose destruction deletes it
   * - `keys`: sections of a ConfigMap that somebody else makes
   * - `reader`: a data source
   */
  readonly holds: "whole" | "keys" | "reader";
  /** What the plan does to it; absent where the plan leaves it alone or is targeted at others. */
  readonly change?: PlannedChange;
}

/** A mode that the plan tells, or not. */
export type PlannedMode = AuthenticationMode | "unknown";
