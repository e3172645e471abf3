import type { EksOperation, EksRequest } from "./eks-request";
import type { EksState } from "./eks-state";

/** Why EKS refuses a call, as a client sees it. */
export interface EksRefusal {
  /** `ResourceInUseException` */
  readonly exception: string;
  /** 409 */
  readonly status: number;
  readonly text: string;
}

/** One line of what EKS refuses: which calls, in which state of the cluster, and what it then says. */
export interface EksRule {
  /** A sentence: what is refused. */
  readonly refuses: string;
  readonly operations: readonly EksOperation[];
  readonly exception: string;
  readonly status: number;
  readonly text: (request: EksRequest, state: EksState) => string | Promise<string>;
  /** The rule of DOMAIN.md, and AWS's page or the thread in which its text stands. */
  readonly source: string;
  readonly when: (request: EksRequest, state: EksState) => boolean | Promise<boolean>;
}
