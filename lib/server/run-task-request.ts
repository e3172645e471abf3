/** A request to judge a run, as HCP Terraform sends it: what is used of it. */
export interface RunTask {
  readonly payloadVersion: number;
  /** `post_plan`, or another one of the stages. */
  readonly stage: string;
  /** A secret: it opens the plan and takes the result. */
  readonly accessToken: string;
  readonly takesOutcomes: boolean;
  readonly id: string;
  readonly callbackUrl: string;
  /** @default the stage has no plan */
  readonly planUrl?: string;
  readonly runId: string;
  readonly workspace: string;
  readonly organization: string;
}

/** The request that HCP Terraform sends when somebody enters the URL: it wants 200 and no result. */
export interface TestRequest {
  readonly isTest: true;
}

/** Why a body is no request. */
export interface NoRequest {
  readonly problem: string;
}

/** The token of a {@link TestRequest}. */
const TEST_TOKEN = "test-token";
/** It becomes the name of a file. */
const TASK_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;
const LONGEST = 4096;

/**
 * The request in a body whose signature is known to be right; unknown fields are ignored.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#request-body
 */
export function parseRunTask(body: Uint8Array): RunTask | TestRequest | NoRequest {
  const fields = objectIn(body);
  if (fields === undefined) return { problem: "not a JSON object, expected a run task's request" };
  if (fields.access_token === TEST_TOKEN) return { isTest: true };
  const text = (name: string): string => textOf(fields[name]) ?? "";
  const missing = REQUIRED.find((name) => text(name) === "");
  if (missing !== undefined) return { problem: `${missing}: expected a text` };
  if (typeof fields.payload_version !== "number") return { problem: "payload_version: expected a number" };
  if (!TASK_ID.test(text("task_result_id"))) return { problem: "task_result_id: expected an ID" };
  const planUrl = textOf(fields.plan_json_api_url);
  return {
    payloadVersion: fields.payload_version,
    stage: text("stage"),
    accessToken: text("access_token"),
    takesOutcomes: isObject(fields.capabilities) && fields.capabilities.outcomes === true,
    id: text("task_result_id"),
    callbackUrl: text("task_result_callback_url"),
    ...(planUrl === undefined ? {} : { planUrl }),
    runId: text("run_id"),
    workspace: text("workspace_name"),
    organization: text("organization_name"),
  };
}

const REQUIRED = ["access_token", "stage", "task_result_callback_url", "task_result_id"];

function objectIn(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= LONGEST ? value : undefined;
}
