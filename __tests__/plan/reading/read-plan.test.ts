import { parsePlan, readPlan } from "../../../lib/plan/reading/read-plan";

const NO_PLAN =
  "it is no plan, expected one of resource_changes, planned_values, configuration: a state, say, that is empty has none";
const PLAN = { format_version: "1.2", resource_changes: [] };

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function problemOf(value: unknown): string | undefined {
  const read = parsePlan(typeof value === "string" ? value : JSON.stringify(value));
  return read.kind === "unreadable" ? read.problem : undefined;
}

describe("readPlan", () => {
  test("reads JSON in UTF-8, with and without a mark, and in UTF-16 as PowerShell redirects", () => {
    const text = JSON.stringify(PLAN);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    const bare = utf16.subarray(2);
    const swapped = [utf16, bare].map((one) => Buffer.from(one).swap16());
    for (const file of [bytes(text), bytes(`\uFEFF${text}`), utf16, bare, ...swapped]) {
      expect(readPlan(file)).toEqual({ kind: "plan", plan: PLAN });
    }
  });

  test("knows a saved plan by its zip header", () => {
    expect(readPlan(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14]))).toEqual({ kind: "binary" });
  });

  test("bytes that are no text are unreadable", () => {
    expect(readPlan(Buffer.from([0xc3, 0x28]))).toMatchObject({
      problem: "it is no text, expected JSON in UTF-8 or UTF-16",
    });
  });
});

describe("parsePlan", () => {
  test.each(["1.0", "1.2", "1.99"])("format version %s is read", (version) => {
    expect(parsePlan(JSON.stringify({ ...PLAN, format_version: version }))).toMatchObject({ kind: "plan" });
  });

  test.each([
    ["0.2", "format_version: older format, expected 1.x, got `0.2`"],
    ["2.0", "format_version: unknown format, expected 1.x, got `2.0`"],
    ["1", "format_version: unknown format, expected 1.x, got `1`"],
    ["1.\u001b[31m", "format_version: unknown format, expected 1.x, got `1.??31m`"],
    [1.2, "format_version: it is missing, expected 1.x, as `terraform show -json PLAN` writes it"],
  ])("format version %p is refused", (version, problem) => {
    expect(problemOf({ ...PLAN, format_version: version })).toBe(problem);
  });

  test.each([
    ["", "it is empty, expected the output of `terraform show -json PLAN`"],
    ["No changes.", "it is not JSON, expected the output of `terraform show -json PLAN`"],
    ["[]", "it is not a JSON object, expected the output of `terraform show -json PLAN`"],
    [
      '{"@level":"info"}\n{"@level":"info"}\n',
      "it is the log of `terraform plan -json`, expected the output of `terraform show -json PLAN`",
    ],
    [
      { format_version: "1.0", values: { root_module: {} } },
      "it is a state, expected a plan: `terraform show -json` was given no plan file",
    ],
    [{ format_version: "1.0" }, NO_PLAN],
    [{ format_version: "1.0", valid: true, error_count: 0, warning_count: 0, diagnostics: [] }, NO_PLAN],
    [{ format_version: "1.0", provider_schemas: {} }, NO_PLAN],
  ])("%p is no plan", (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  test.each(["resource_changes", "planned_values", "configuration"])("%s alone makes a plan", (part) => {
    const value = part === "resource_changes" ? [] : {};
    expect(parsePlan(JSON.stringify({ format_version: "1.2", [part]: value }))).toMatchObject({ kind: "plan" });
  });

  const change = { address: "a.b", mode: "managed", type: "a", name: "b", change: { actions: ["no-op"] } };

  test.each([
    [{ resource_changes: {} }, "resource_changes: it is not what Terraform writes, expected a list, got `object`"],
    [
      { resource_changes: [change, { ...change, address: 1 }] },
      "resource_changes[1].address: it is not what Terraform writes, expected a text, got `number`",
    ],
    [
      { resource_changes: [{ ...change, change: { actions: "create" } }] },
      "resource_changes[0].change.actions: it is not what Terraform writes, expected a list of texts, got `string`",
    ],
    [
      { deferred_changes: [{ reason: "x" }] },
      "deferred_changes[0].resource_change: it is not what Terraform writes, expected an object, got `nothing`",
    ],
    [
      { prior_state: { values: { root_module: { child_modules: [{ resources: [{}] }] } } } },
      "prior_state.values.root_module.child_modules[0].resources[0].address: it is not what Terraform writes, expected a text, got `nothing`",
    ],
    [{ errored: "no" }, "errored: it is not what Terraform writes, expected true or false, got `string`"],
    [{ configuration: null }, "configuration: it is not what Terraform writes, expected an object, got `null`"],
  ])("%j is not shaped as a plan", (part, problem) => {
    expect(problemOf({ ...PLAN, ...part })).toBe(problem);
  });

  test.each(["__proto__", "constructor", "toString"])(
    "an action `%s`, which every object has, crashes nothing",
    (name) => {
      const change = {
        address: "a.b",
        mode: "managed",
        type: "a",
        name: "b",
        change: { actions: [name], before: {}, after: {} },
      };
      expect(["plan", "unreadable"]).toContain(parsePlan(JSON.stringify({ ...PLAN, resource_changes: [change] })).kind);
    },
  );

  test.each([
    ["aws_eks_access_entry", "kubernetes_groups"],
    ["aws_eks_access_policy_association", "access_scope"],
    ["kubernetes_config_map_v1", "data"],
  ])("what the state had of %s is unreadable without %s, and read with it as null", (type, name) => {
    const before = {
      cluster_name: "demo",
      principal_arn: "arn:aws:iam::111122223333:role/dev",
      policy_arn: null,
      type: "STANDARD",
      user_name: null,
      kubernetes_groups: null,
      access_scope: null,
      metadata: null,
      data: null,
    };
    const { [name]: _, ...rest }: Readonly<Record<string, unknown>> = before;
    const planOf = (was: object) => ({
      ...PLAN,
      resource_changes: [
        {
          address: `${type}.a`,
          mode: "managed",
          type,
          name: "a",
          change: { actions: ["delete"], before: was, after: null },
        },
      ],
    });
    expect(problemOf(planOf(before))).toBeUndefined();
    expect(problemOf(planOf(rest))).toContain(`resource_changes[0].change.before.${name}`);
  });

  test("a plan with all of its parts is read", () => {
    const parts = { resource_changes: [change], prior_state: { values: { root_module: {} } }, errored: false };
    expect(parsePlan(JSON.stringify({ ...PLAN, ...parts }))).toEqual({ kind: "plan", plan: { ...PLAN, ...parts } });
  });
});
