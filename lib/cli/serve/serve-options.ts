import type { Allowance } from "../../rules/review/verdict";

/** What was typed after `serve`. */
export interface ServeOptions {
  /** @default no cluster files */
  readonly clusters?: string;
  /** `host:port` */
  readonly listen: string;
  /** @default the environment's EKS_ACCESS_HMAC_KEY */
  readonly hmacKeyFile?: string;
  /** @default false */
  readonly unsigned?: boolean;
  /** @default HCP Terraform's alone */
  readonly allowHost: readonly string[];
  /** @default false */
  readonly allowPrivate?: boolean;
  readonly allow: readonly Allowance[];
  /** @default what runs is forgotten with the process */
  readonly journal?: string;
  /** @default plain HTTP */
  readonly tlsCert?: string;
  /** @default plain HTTP */
  readonly tlsKey?: string;
  /** Plans that are judged at one time. */
  readonly concurrency: number;
  /** Plans that wait. */
  readonly queue: number;
  /** In megabytes. */
  readonly maxPlan: number;
  /** What judging one plan may take, in seconds. */
  readonly maxTime: number;
  /** The same in megabytes. */
  readonly maxMemory: number;
  /** In seconds. */
  readonly grace: number;
}
