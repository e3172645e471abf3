import type { RunTask } from "./run-task-request";

/** How a task ended. */
export type Ending = "passed" | "failed" | "unwanted" | "untold";

/** What a server writes down of its tasks, so that its next start knows which ones it owes. The token is not among it. */
export interface TaskJournal {
  /** Before the request is answered. */
  readonly accepted: (task: Pick<RunTask, "id" | "runId" | "workspace" | "organization">) => Promise<void>;
  readonly ended: (id: string, ending: Ending) => Promise<void>;
}

/** A journal of a server that keeps none. */
export const NO_JOURNAL: TaskJournal = {
  accepted: async () => Promise.resolve(),
  ended: async () => Promise.resolve(),
};
