import type { Limits } from "../limits";
import { backOff } from "./back-off";
import { ask, type Client } from "./http-client";

/** Where a plan is, and what opens it. */
export interface PlanPlace {
  readonly url: string;
  readonly token: string;
}

/** The bytes of a plan, or why there are none. */
export type DownloadedPlan = { readonly plan: Uint8Array } | { readonly problem: string };

/** One try: `again` where another one may help. */
type Tried = DownloadedPlan | { readonly again: string };

/**
 * The JSON of a plan. Its API leads to an archive by a link that lives a minute: it is followed at once, and the token stays
 * with the first host. A plan that is not finished, and a host that fails, are asked again.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/plans#retrieve-the-json-execution-plan
 */
export async function downloadPlan(place: PlanPlace, client: Client, signal: AbortSignal): Promise<DownloadedPlan> {
  const { planTries } = client.limits;
  let last = "";
  for (let tried = 1; tried <= planTries; tried++) {
    const result = await tryOnce(place, client, signal);
    if (signal.aborted) return { problem: "stopped" };
    if (!("again" in result)) return result;
    last = result.again;
    if (tried < planTries && !(await backOff(tried, client.limits, signal))) return { problem: "stopped" };
  }
  return { problem: `the plan could not be fetched in ${planTries} tries: ${last}` };
}

async function tryOnce({ url, token }: PlanPlace, client: Client, signal: AbortSignal): Promise<Tried> {
  let at = url;
  let bearer: string | undefined = token;
  for (let hops = 0; hops <= client.limits.redirects; hops++) {
    const request = { method: "GET" as const, url: at, mostBytes: mostBytes(client.limits), signal };
    const answer = await ask({ ...request, ...(bearer === undefined ? {} : { token: bearer }) }, client);
    if ("problem" in answer)
      return answer.isFinal ? { problem: `the plan was not fetched: ${answer.problem}` } : { again: answer.problem };
    if (!REDIRECTS.includes(answer.status)) return judged(answer, hops > 0);
    const next = redirected(at, answer.location);
    if (next === undefined) return { problem: `the plan was not fetched: ${answer.status} that leads nowhere` };
    // Once another host was asked, no later one gets the token, the first neither.
    if (new URL(next).origin !== new URL(at).origin) bearer = undefined;
    at = next;
  }
  return { problem: `the plan was not fetched: more than ${client.limits.redirects} redirects` };
}

function mostBytes({ planBytes }: Limits): number {
  return planBytes;
}

const REDIRECTS = [301, 302, 303, 307, 308];

function redirected(at: string, location: string | undefined): string | undefined {
  return location !== undefined && URL.canParse(location, at) ? new URL(location, at).href : undefined;
}

/** What an answer that is no redirect comes to. An archive that refuses has a link that is too old: a new one may help. */
function judged({ status, body }: { readonly status: number; readonly body: Uint8Array }, isArchive: boolean): Tried {
  if (status === 200) return { plan: body };
  if (status === 204) return { again: "the plan is not finished" };
  if (status === 422)
    return { problem: "HCP Terraform has no JSON of this plan (422): it needs Terraform 0.12 or newer" };
  if (status === 429 || status >= 500 || isArchive) return { again: `the answer was ${status}` };
  return { problem: `HCP Terraform did not show the plan: the answer was ${status}` };
}
