import { reasonOf } from "../../finding/reason-of";
import type { TaskReport } from "../../report/review/task-report";
import { downloadPlan } from "../client/download-plan";
import type { Client } from "../client/http-client";
import type { RunTask } from "../run-task-request";
import type { TaskResult } from "../task-result";

/** Judges the bytes of a plan, which is called `name`; or says why it cannot. Once the signal comes, nobody waits for the answer. */
export type Judge = (
  plan: Uint8Array,
  name: string,
  signal: AbortSignal,
) => Promise<TaskReport | { readonly problem: string }>;

/** What the work on a task needs. */
export interface TaskWork {
  readonly client: Client;
  readonly judge: Judge;
  /** Tells what goes on. */
  readonly at: (progress: string) => void;
  readonly signal: AbortSignal;
}

/** The one version of the request that is known. */
const PAYLOAD_VERSION = 1;

/** Fetches the plan of a task and judges it. Whatever hinders that is a result, too: failed, with the reason. */
export async function taskResultOf(task: RunTask, work: TaskWork): Promise<TaskResult> {
  const refused = taskRefusal(task);
  if (refused !== undefined) return failed(refused);
  try {
    return await judged(task, work);
  } catch (error) {
    return failed(`a fault of eks-access: ${reasonOf(error)}`);
  }
}

/** A task that judges nothing must not pass: at another stage there is no plan, or nothing left to hold back. */
function taskRefusal({ payloadVersion, stage, planUrl }: RunTask): string | undefined {
  if (payloadVersion !== PAYLOAD_VERSION)
    return `payload_version ${payloadVersion} is not known, expected ${PAYLOAD_VERSION}: update eks-access`;
  if (stage !== "post_plan")
    return `the stage \`${stage}\` has no plan to hold back: set the stage of this run task to post-plan in the workspace's settings`;
  return planUrl === undefined ? "the request names no plan (plan_json_api_url)" : undefined;
}

async function judged(task: RunTask, { client, judge, at, signal }: TaskWork): Promise<TaskResult> {
  at("fetching the plan");
  const { planUrl: url = "", accessToken: token } = task;
  const downloaded = await downloadPlan({ url, token }, client, signal);
  if ("problem" in downloaded) return failed(downloaded.problem);
  at("judging the plan");
  const report = await judge(downloaded.plan, nameOf(task), signal);
  return "problem" in report ? failed(report.problem) : report;
}

function nameOf({ runId, workspace }: RunTask): string {
  return [workspace, runId].filter((part) => part !== "").join(" ") || "plan";
}

function failed(why: string): TaskResult {
  return { status: "failed", message: `not judged: ${why}` };
}
