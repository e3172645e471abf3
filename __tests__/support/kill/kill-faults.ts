import { type CallHit } from "./call-fault";

/** A way in which a writing call, or the run that makes it, goes wrong. */
export interface KillFault {
  /** The column of the table. */
  readonly name: string;
  /** Whether Terraform is ended by SIGKILL at the call. */
  readonly kills: boolean;
  /** What the call meets; `kill` is awaited before the connection is cut. */
  readonly hit: (call: string, kill: () => Promise<void>) => CallHit;
  /** How many such calls of the run go wrong. */
  readonly times: number;
  /**
   * Whether the state of the run is lost too: a remote backend is written every 20 seconds only.
   * @default false
   * @see https://developer.hashicorp.com/terraform/internals/debugging
   */
  readonly losesState?: boolean;
}

const ALWAYS = Number.POSITIVE_INFINITY;

/** Killed as the call arrives, which is not done. */
const KILLED_BEFORE: KillFault = {
  name: "killed before",
  kills: true,
  hit: (_, kill) => ({ cut: "undone", meanwhile: kill }),
  times: 1,
};

/** Killed after the call was done and before its answer. */
const KILLED_AFTER: KillFault = {
  name: "killed after",
  kills: true,
  hit: (_, kill) => ({ cut: "done", meanwhile: kill }),
  times: 1,
};

/** The same, and nothing of the run is in the state. */
const STATE_LOST: KillFault = { ...KILLED_AFTER, name: "and state lost", losesState: true };

const DENIED: KillFault = {
  name: "denied",
  kills: false,
  hit: (call) => ({ refusal: refusal(call, 403, "AccessDeniedException") }),
  times: ALWAYS,
};

/** Twice, so that clients that try again get through. */
const SERVER_ERROR: KillFault = {
  name: "500",
  kills: false,
  hit: (call) => ({ refusal: refusal(call, 500, "ServerException") }),
  times: 2,
};

/** Not done and not answered, twice. */
const TIMED_OUT: KillFault = { name: "timed out", kills: false, hit: () => ({ cut: "undone" }), times: 2 };

/** Done, and answered after the client gave up; its next try is answered. */
const LATE: KillFault = { name: "late", kills: false, hit: () => ({ cut: "done" }), times: 1 };

/** Every fault, in the order of the table's columns. */
export const KILL_FAULTS: readonly KillFault[] = [
  KILLED_BEFORE,
  KILLED_AFTER,
  STATE_LOST,
  DENIED,
  SERVER_ERROR,
  TIMED_OUT,
  LATE,
];

function refusal(call: string, status: number, exception: string) {
  return { status, exception, text: `${call} goes wrong in this test` };
}
