/** How long and how much; times in milliseconds, sizes in bytes. */
export interface Limits {
  /** A request's body: HCP Terraform sends a few kilobytes. */
  readonly requestBytes: number;
  /** A request has to be here whole within it. */
  readonly requestTime: number;
  readonly planBytes: number;
  /** A host may be silent for so long. */
  readonly silence: number;
  /** An answer has to be here whole within it. */
  readonly answerTime: number;
  readonly redirects: number;
  /** How often a plan is asked for that is not there yet, and how often a result is told to a host that fails. */
  readonly planTries: number;
  readonly callbackTries: number;
  /** Before the second try; it doubles up to the longest. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** HCP Terraform wants to hear of a task every 10 minutes, and gives it 60. */
  readonly progress: number;
  readonly task: number;
  /** Tasks that are judged at one time, and tasks that wait for it. */
  readonly atOnce: number;
  readonly waiting: number;
  /** What a stopping server gives to its tasks, and then to their last words. */
  readonly grace: number;
  readonly lastWords: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const MEGABYTE = 1024 * 1024;

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration */
export const LIMITS: Limits = {
  requestBytes: MEGABYTE,
  requestTime: 30 * SECOND,
  planBytes: 100 * MEGABYTE,
  silence: 30 * SECOND,
  answerTime: 10 * MINUTE,
  redirects: 3,
  planTries: 20,
  callbackTries: 6,
  firstDelay: SECOND,
  longestDelay: 30 * SECOND,
  progress: 5 * MINUTE,
  task: 55 * MINUTE,
  atOnce: 2,
  waiting: 100,
  grace: 25 * SECOND,
  lastWords: 5 * SECOND,
};
