import type { AccessEntryType } from "../access/access-entry/access-entry-type";
import type { Stage } from "../migration/stage";

/** What an organisation says for all clusters of a fleet: the file `fleet.yaml`. */
export interface FleetRules {
  /** As findings name it: `clusters/fleet.yaml`. */
  readonly file: string;
  /**
   * What every cluster has to declare.
   * @default nothing
   */
  readonly require?: {
    /** @default nobody */
    readonly principals?: readonly RequiredPrincipal[];
  };
  /**
   * Who may be cluster admin.
   * @default everybody
   */
  readonly admins?: {
    /** Patterns of principals: see {@link RequiredPrincipal.principal}. */
    readonly only: readonly string[];
  };
  /**
   * In their order: a ring waits for those before it.
   * @default none: every cluster goes when its own gate lets it
   */
  readonly rings?: readonly Ring[];
}

/** A principal that clusters have to declare. */
export interface RequiredPrincipal {
  /** `arn:aws:iam::{account}:role/break-glass`: `{account}` and `{partition}` are the cluster's, `*` is any text without `:`. */
  readonly principal: string;
  /** @default any type */
  readonly type?: AccessEntryType;
  /**
   * Name of an access policy that its entry has for the whole cluster: `AmazonEKSClusterAdminPolicy`.
   * @default any policies, or none
   */
  readonly policy?: string;
  /**
   * Globs of the clusters that have to declare it.
   * @default all
   */
  readonly clusters?: readonly string[];
}

/** Clusters that move together. */
export interface Ring {
  readonly name: string;
  /** Globs of paths in the fleet, without `.yaml`: `prod/*`. */
  readonly clusters: readonly string[];
  /**
   * Line of its `clusters` in the file.
   * @default not told
   */
  readonly line?: number;
  /**
   * What the ring before has to have reached before the first cluster of this one moves.
   * @default what a step leads to: no ring goes further than the one before
   */
  readonly after?: RingGate;
}

/** What has to be true of the ring before. */
export interface RingGate {
  /** @default the stage to which the step leads */
  readonly stage?: Stage;
  /**
   * How many waves, at stage `entries`.
   * @default all
   */
  readonly wave?: number;
  /**
   * How many days old a result of `verify` may be.
   * @default 7
   */
  readonly verifiedDays?: number;
}
