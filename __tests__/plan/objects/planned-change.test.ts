import {
  isCreated,
  isDestroyed,
  isForgotten,
  isReplaced,
  plannedChange,
} from "../../../lib/plan/objects/planned-change";
import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";

type Change = ResourceChange["change"];

const raw = (change: Partial<Change> = {}, rest: Partial<ResourceChange> = {}): ResourceChange => ({
  address: 'module.eks["a"].aws_iam_role.this',
  mode: "managed",
  type: "aws_iam_role",
  name: "this",
  change: { actions: ["no-op"], before: {}, after: {}, ...change },
  ...rest,
});

describe(plannedChange, () => {
  test("holds what Terraform wrote, and leaves out what it did not", () => {
    expect(plannedChange(raw())).toEqual({
      address: 'module.eks["a"].aws_iam_role.this',
      moduleAddress: 'module.eks["a"]',
      mode: "managed",
      type: "aws_iam_role",
      name: "this",
      action: "no-op",
      actions: ["no-op"],
      before: {},
      after: {},
      afterUnknown: [],
      sensitive: [],
      replacePaths: [],
    });
    const all = plannedChange(
      raw(
        { importing: { id: "x" } },
        { module_address: "module.b", mode: "data", index: 0, action_reason: "r", previous_address: "p", deposed: "d" },
      ),
      "provider_config_unknown",
    );
    expect(all).toMatchObject({
      moduleAddress: "module.b",
      mode: "data",
      index: 0,
      actionReason: "r",
      previousAddress: "p",
      importing: "x",
      deposed: "d",
      deferred: "provider_config_unknown",
    });
    expect(plannedChange(raw({ importing: { unknown: true } })).importing).toBe("");
  });

  test.each([
    [["no-op"], "no-op"],
    [["read"], "read"],
    [["create"], "create"],
    [["update"], "update"],
    [["delete"], "delete"],
    [["delete", "create"], "delete-create"],
    [["create", "delete"], "create-delete"],
    [["forget"], "forget"],
    [["create", "forget"], "create-forget"],
    [["update", "create"], "unknown"],
    [["renew"], "unknown"],
    [[], "unknown"],
  ] as const)("calls %j %s", (actions, action) => {
    const change = plannedChange(raw({ actions }));
    expect([change.action, change.actions]).toEqual([action, actions]);
    const isNew = ["create", "create-forget", "delete-create", "create-delete"].includes(action);
    const isGone = ["delete", "delete-create", "create-delete"].includes(action);
    expect({
      created: isCreated(change),
      destroyed: isDestroyed(change),
      replaced: isReplaced(change),
      forgotten: isForgotten(change),
    }).toEqual({
      created: isNew,
      destroyed: isGone,
      replaced: isNew && isGone,
      forgotten: action.endsWith("forget"),
    });
  });

  test("has no side where the resource is not", () => {
    expect(plannedChange(raw({ before: null, after: null }))).toMatchObject({ before: undefined, after: undefined });
  });

  test("takes sensitive values out of both sides, marked on either, and names their paths in order", () => {
    const before = { b: "secret", a: [{ c: 1, d: "secret" }, { c: 2 }], e: null, f: "open" };
    const change = plannedChange(
      raw({
        before,
        after: { ...before, b: "other secret" },
        before_sensitive: { b: true, e: true },
        after_sensitive: { a: [{ d: true }, {}], f: false },
      }),
    );
    const side = { b: "(sensitive value)", a: [{ c: 1, d: "(sensitive value)" }, { c: 2 }], e: null, f: "open" };
    expect(change).toMatchObject({ before: side, after: side, sensitive: ["a[0].d", "b", "e"] });
  });

  test("names what is known after apply, and what forces a replacement, in order", () => {
    const change = plannedChange(
      raw({
        after_unknown: { id: true, access_config: [{ authentication_mode: true, other: false }] },
        replace_paths: [["name"], ["access_config", 0, "mode"]],
      }),
    );
    expect(change.afterUnknown).toEqual(["access_config[0].authentication_mode", "id"]);
    expect(change.replacePaths).toEqual(["access_config[0].mode", "name"]);
  });
});
