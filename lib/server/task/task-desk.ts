import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "../../finding/reason-of";
import type { Client } from "../client/http-client";
import { urlRefusal } from "../hosts/allowed-hosts";
import type { RunTask } from "../run-task-request";
import type { Log, Secrets } from "../server-log";
import type { Refusal } from "../signature";
import type { Ending, TaskJournal } from "../task-journal";
import { Reporter } from "./reporter";
import { type Judge, taskResultOf } from "./run-task";
import { SeenTasks } from "./seen-tasks";
import { TaskQueue } from "./task-queue";

/** What a desk works with. */
export interface DeskProps {
  readonly client: Client;
  readonly judge: Judge;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly journal: TaskJournal;
  /** Tasks that ended before this process began. */
  readonly ended: readonly string[];
}

/** What stands in a message of a server that stops. */
const STOPPED = "not judged: the server stopped before this plan was judged; start the run again";

/** Takes tasks, works on them one after the other, and tells how each ended: whatever happens, HCP Terraform hears of it. */
export class TaskDesk {
  private readonly queue: TaskQueue;
  private readonly seen: SeenTasks;
  private readonly stopping = new AbortController();
  private readonly lastWords = new AbortController();

  constructor(private readonly props: DeskProps) {
    const { limits } = props.client;
    this.queue = new TaskQueue(limits.atOnce, limits.waiting);
    this.seen = new SeenTasks(props.ended);
  }

  /** How many tasks run, and how many wait. */
  public get counts(): TaskQueue["counts"] {
    return this.queue.counts;
  }

  /** Takes a task, which is worked on later; or says why not. A task that was taken before is taken, and nothing is done. */
  public async take(task: RunTask): Promise<Refusal | undefined> {
    const { log, journal, client } = this.props;
    if (this.seen.has(task.id)) {
      log("info", "task-repeated", { task: task.id, run: task.runId });
      return undefined;
    }
    const refused = urlRefusal(task.callbackUrl, client.hosts, "token");
    if (refused !== undefined) return { status: 400, problem: `task_result_callback_url: ${refused}` };
    if (this.queue.isFull) return { status: 503, problem: "too many tasks wait already" };
    this.seen.add(task.id);
    try {
      await journal.accepted(task);
    } catch (error) {
      this.seen.remove(task.id);
      return { status: 500, problem: `the journal cannot be written: ${reasonOf(error)}` };
    }
    this.begin(task);
    return undefined;
  }

  /** Lets tasks end within the grace, then tells the rest of them that they were not judged. */
  public async stop(): Promise<void> {
    const { grace, lastWords } = this.props.client.limits;
    if (await this.isIdleWithin(grace)) return;
    this.stopping.abort();
    if (await this.isIdleWithin(lastWords)) return;
    this.lastWords.abort();
    await this.queue.idle();
  }

  /** Ends the grace. */
  public hurry(): void {
    this.stopping.abort();
  }

  private async isIdleWithin(time: number): Promise<boolean> {
    const over = new AbortController();
    const late = sleep(time, false, { signal: over.signal }).catch(() => false);
    const isIdle = await Promise.race([this.queue.idle().then(() => true), late]);
    over.abort();
    return isIdle;
  }

  private begin(task: RunTask): void {
    const { secrets, log } = this.props;
    secrets.add(task.accessToken);
    log("info", "task-accepted", {
      task: task.id,
      run: task.runId,
      workspace: task.workspace,
      organization: task.organization,
      stage: task.stage,
    });
    const unwanted = new AbortController();
    let progress = "waiting for other plans";
    const reporter = new Reporter({
      callback: { url: task.callbackUrl, token: task.accessToken },
      client: this.props.client,
      progress: () => progress,
      unwanted: () => {
        unwanted.abort();
      },
    });
    const at = (now: string): void => {
      progress = now;
    };
    const accepted = performance.now();
    this.queue.add(async () => this.workOn(task, { reporter, at, unwanted: unwanted.signal, accepted }));
  }

  private async workOn(task: RunTask, on: Work): Promise<void> {
    const { log, secrets, journal } = this.props;
    const began = Date.now();
    const { ending, problem } = await this.ended(task, on).catch((error: unknown) => ({
      ending: "untold" as const,
      problem: reasonOf(error),
    }));
    on.reporter.quiet();
    const level = ending === "untold" ? "error" : "info";
    log(level, "task-ended", { task: task.id, run: task.runId, ending, problem, milliseconds: Date.now() - began });
    secrets.remove(task.accessToken);
    await journal.ended(task.id, ending).catch((error: unknown) => {
      log("error", "journal-unwritten", { task: task.id, problem: reasonOf(error) });
    });
  }

  private async ended(
    task: RunTask,
    { reporter, at, unwanted, accepted }: Work,
  ): Promise<{ ending: Ending; problem?: string }> {
    const { client, judge } = this.props;
    const late = new AbortController();
    const timer = setTimeout(
      () => {
        late.abort();
      },
      Math.max(0, client.limits.task - (performance.now() - accepted)),
    );
    const signal = AbortSignal.any([this.stopping.signal, unwanted, late.signal]);
    at("fetching the plan");
    if (!signal.aborted) void reporter.running();
    const result = signal.aborted
      ? undefined
      : await Promise.race([taskResultOf(task, { client, judge, at, signal }), aborted(signal)]);
    clearTimeout(timer);
    if (unwanted.aborted) return { ending: "unwanted" };
    if (signal.aborted || result === undefined) {
      const message = late.signal.aborted ? "not judged: it took longer than HCP Terraform waits" : STOPPED;
      return this.tell(reporter, { status: "failed", message });
    }
    if (result.outcomes !== undefined && result.outcomes.length > 0 && task.takesOutcomes) {
      at("telling what was found");
      const sent = await reporter.running({ outcomes: result.outcomes });
      if (sent.kind === "untold")
        this.props.log("warning", "outcomes-untold", { task: task.id, problem: sent.problem });
    }
    return this.tell(reporter, { status: result.status, message: result.message });
  }

  private async tell(
    reporter: Reporter,
    result: { readonly status: "passed" | "failed" | "running"; readonly message: string },
  ): Promise<{ ending: Ending; problem?: string }> {
    const sent = await reporter.end(result, this.lastWords.signal);
    if (sent.kind === "untold") return { ending: "untold", problem: sent.problem };
    if (sent.kind === "unwanted") return { ending: "unwanted" };
    return { ending: result.status === "passed" ? "passed" : "failed" };
  }
}

/** A task that is worked on. */
interface Work {
  readonly reporter: Reporter;
  readonly at: (progress: string) => void;
  readonly unwanted: AbortSignal;
  /** When it was, by `performance.now()`: HCP Terraform counts the time for which it waits, too. */
  readonly accepted: number;
}

async function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((done) => {
    signal.addEventListener(
      "abort",
      () => {
        done(undefined);
      },
      { once: true },
    );
  });
}
