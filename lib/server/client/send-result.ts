import { type TaskResult, taskResultBody } from "../task-result";
import { backOff } from "./back-off";
import { ask, type Client } from "./http-client";

/** Where a result goes, and what opens it. */
export interface Callback {
  readonly url: string;
  readonly token: string;
}

/** What became of a result: taken; not wanted (the run is over, the token is not valid); or not told, with a reason. */
export type Sent = { readonly kind: "taken" | "unwanted" } | { readonly kind: "untold"; readonly problem: string };

/** By what a result is told, until `signal` ends it. */
export interface Sending {
  readonly client: Client;
  readonly signal: AbortSignal;
}

const MOST_ANSWER = 1024 * 1024;

/**
 * Tells a result. A host that fails is told again; redirects are not followed, for the token would go with them.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#run-task-callback
 */
export async function sendResult(
  { url, token }: Callback,
  result: TaskResult,
  { client, signal }: Sending,
): Promise<Sent> {
  const { callbackTries } = client.limits;
  const request = {
    method: "PATCH" as const,
    url,
    token,
    body: taskResultBody(result),
    mostBytes: MOST_ANSWER,
    signal,
  };
  let problem = "";
  for (let tried = 1; tried <= callbackTries; tried++) {
    const answer = await ask(request, client);
    if ("problem" in answer) problem = answer.problem;
    else if (answer.status >= 200 && answer.status < 300) return { kind: "taken" };
    else if (UNWANTED.includes(answer.status)) return { kind: "unwanted" };
    else problem = `the answer was ${answer.status}`;
    const isFinal = "problem" in answer ? answer.isFinal : answer.status < 500 && answer.status !== 429;
    if (isFinal || tried === callbackTries || !(await backOff(tried, client.limits, signal))) break;
  }
  return { kind: "untold", problem };
}

const UNWANTED = [401, 403, 404, 410];
