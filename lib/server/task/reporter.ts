import { type Callback, sendResult, type Sent } from "../client/send-result";
import type { Client } from "../client/http-client";
import type { TaskResult } from "../task-result";

/** What a reporter is made of. */
export interface ReporterProps {
  readonly callback: Callback;
  readonly client: Client;
  /** What goes on, for a message `running`. */
  readonly progress: () => string;
  /** HCP Terraform wants no more of this task. */
  readonly unwanted: () => void;
}

/**
 * Tells HCP Terraform how a task goes, one message after the other. Says by itself that it still runs, more often than every
 * ten minutes, until it ends; nothing is sent after a final result.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */
export class Reporter {
  private last: Promise<Sent> = Promise.resolve({ kind: "taken" });
  private readonly timer: NodeJS.Timeout;
  private readonly ended = new AbortController();

  constructor(private readonly props: ReporterProps) {
    this.timer = setInterval(() => void this.running(), props.client.limits.progress);
  }

  /** Says that the task runs, with what is known already. */
  public async running(more: Pick<TaskResult, "outcomes"> = {}): Promise<Sent> {
    const sent = await this.next({ status: "running", message: this.props.progress(), ...more }, this.ended.signal);
    if (sent.kind === "unwanted") this.props.unwanted();
    return sent;
  }

  /** Says how it ended. What still waits to be said before it is not said any more. */
  public async end(result: TaskResult, signal: AbortSignal): Promise<Sent> {
    this.quiet();
    return this.next(result, signal);
  }

  /** Ends without a word. */
  public quiet(): void {
    clearInterval(this.timer);
    this.ended.abort();
  }

  private async next(result: TaskResult, signal: AbortSignal): Promise<Sent> {
    const { callback, client } = this.props;
    const before = this.last;
    this.last = before.then(async () =>
      signal.aborted
        ? { kind: "untold" as const, problem: "stopped" }
        : sendResult(callback, result, { client, signal }),
    );
    return this.last;
  }
}
