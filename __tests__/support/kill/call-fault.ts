import type { EksRefusal } from "../eks/eks-rule";

/** What happens to one call: it is refused, or its connection is cut off without an answer, whether or not it was done. */
export interface CallHit {
  /** @default the call is not refused */
  readonly refusal?: EksRefusal;
  /** @default the call is answered */
  readonly cut?: "undone" | "done";
  /**
   * What happens before the connection is cut.
   * @default nothing
   */
  readonly meanwhile?: () => Promise<void>;
}

/** A writing call that goes wrong. */
export class CallFault {
  /** How often the call came. */
  hits = 0;

  constructor(
    /** `CreateAccessEntry arn:aws:iam::111122223333:role/dev`, `PATCH configmaps/aws-auth` */
    readonly call: string,
    private readonly effect: CallHit,
    /** How many such calls go wrong. */
    private readonly times: number,
  ) {}

  /** One such call has come: what happens to it, nothing where enough have gone wrong. */
  hit(): CallHit | undefined {
    this.hits += 1;
    return this.hits > this.times ? undefined : this.effect;
  }
}
