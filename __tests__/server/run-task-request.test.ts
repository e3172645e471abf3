import { parseRunTask } from "../../lib/server/run-task-request";

const REQUEST = {
  payload_version: 1,
  stage: "post_plan",
  access_token: "token",
  capabilities: { outcomes: true },
  plan_json_api_url: "https://app.terraform.io/api/v2/plans/plan-1/json-output",
  run_id: "run-1",
  task_result_callback_url: "https://app.terraform.io/api/v2/task-results/1/callback",
  task_result_id: "taskrs-1",
  workspace_name: "demo",
  organization_name: "example",
};

function parsed(value: unknown): unknown {
  return parseRunTask(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));
}

describe("parseRunTask", () => {
  test("takes what is used, and ignores what is not known", () => {
    expect(parsed({ ...REQUEST, vcs_branch: "main", new_field: [1] })).toEqual({
      payloadVersion: 1,
      stage: "post_plan",
      accessToken: "token",
      takesOutcomes: true,
      id: "taskrs-1",
      callbackUrl: REQUEST.task_result_callback_url,
      planUrl: REQUEST.plan_json_api_url,
      runId: "run-1",
      workspace: "demo",
      organization: "example",
    });
  });

  test("sends no outcomes where HCP Terraform does not say that it takes them", () => {
    for (const capabilities of [undefined, null, {}, { outcomes: "true" }, { outcomes: false }])
      expect(parsed({ ...REQUEST, capabilities })).toMatchObject({ takesOutcomes: false });
    expect(parsed({ ...REQUEST, capabilities: undefined, capabilitites: { outcomes: true } })).toMatchObject({
      takesOutcomes: false,
    });
  });

  test("knows the request that tests the URL, whatever else it lacks", () => {
    expect(parsed('{"payload_version":1,"access_token":"test-token","stage":"test"}')).toEqual({ isTest: true });
  });

  test.each([
    ["{", "not a JSON object, expected a run task's request"],
    ["[]", "not a JSON object, expected a run task's request"],
    ["null", "not a JSON object, expected a run task's request"],
    [{ ...REQUEST, access_token: "" }, "access_token: expected a text"],
    [{ ...REQUEST, stage: 1 }, "stage: expected a text"],
    [{ ...REQUEST, task_result_callback_url: undefined }, "task_result_callback_url: expected a text"],
    [{ ...REQUEST, task_result_callback_url: "x".repeat(5000) }, "task_result_callback_url: expected a text"],
    [{ ...REQUEST, task_result_id: "../../etc/passwd" }, "task_result_id: expected an ID"],
    [{ ...REQUEST, payload_version: "1" }, "payload_version: expected a number"],
  ])("refuses %j", (value, problem) => {
    expect(parsed(value)).toEqual({ problem });
  });

  test("refuses bytes that are no text", () => {
    expect(parseRunTask(Buffer.from([0x7b, 0xff, 0x7d]))).toHaveProperty("problem");
  });
});
