import type { TaskOutcome } from "../report/review/task-report";

/** `passed` and `failed` are final. */
export type TaskStatus = "running" | "passed" | "failed";

/** What HCP Terraform is told about a task. */
export interface TaskResult {
  readonly status: TaskStatus;
  readonly message: string;
  /** @default none */
  readonly outcomes?: readonly TaskOutcome[];
}

/**
 * The body of a callback: outcomes stand in `relationships`, as go-tfe writes them.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#run-task-callback
 */
export function taskResultBody({ status, message, outcomes = [] }: TaskResult): string {
  const data = outcomes.map(({ id, description, body, tags }) => ({
    type: "task-result-outcomes",
    attributes: { "outcome-id": id, description, body, tags },
  }));
  return JSON.stringify({
    data: {
      type: "task-results",
      attributes: { status, message },
      ...(data.length === 0 ? {} : { relationships: { outcomes: { data } } }),
    },
  });
}
