import type { Block } from "../../../lib/overlay/root/block";
import type { HclValue } from "../../../lib/overlay/root/hcl-value";
import { allDifferences } from "../../../lib/overlay/upgrade/differences/default-differences";
import { laterNames } from "../../../lib/overlay/upgrade/differences/later-names";
import { WITHOUT_EFFECT } from "../../../lib/overlay/upgrade/differences/without-effect";
import { upgradeEdits } from "../../../lib/overlay/upgrade/upgrade-edits";
import { MODULE_PARTS, type ModulePart, type ModuleVariable, moduleVariables } from "../../../lib/module/module-table";

const BUMPS = [
  ["18.20.0", "20.37.2"],
  ["18.31.2", "20.37.2"],
  ["19.21.0", "20.37.2"],
  ["20.13.1", "20.37.2"],
  ["20.37.2", "21.19.0"],
] as const;

const GROUPS: Readonly<Partial<Record<ModulePart, string>>> = {
  "eks-managed-node-group": "eks_managed_node_groups",
  "self-managed-node-group": "self_managed_node_groups",
  "fargate-profile": "fargate_profiles",
};

type Variables = ReadonlyMap<string, ModuleVariable>;

const CASES = BUMPS.flatMap(([from, to]) =>
  MODULE_PARTS.flatMap((part) => {
    const [before, after] = [moduleVariables(part, from), moduleVariables(part, to)];
    return before === undefined || after === undefined ? [] : [{ part, from, to, before, after }];
  }),
);

function edits(body: Readonly<Record<string, HclValue>>, bump: Parameters<typeof upgradeEdits>[1]) {
  const block: Block = {
    kind: "module",
    type: "",
    name: "a",
    body,
    file: "main.tf",
    line: 3,
    text: '\n\nmodule "a" {}\n',
  };
  return upgradeEdits(block, bump, ALONE);
}

/** A folder without locals. */
const ALONE = { locals: [], objects: new Map<string, never>() };

/** What a variable may be written as that Terraform alone knows. */
const EXPRESSION = "${var.value}";

/** Whether what was written for the one type is no value of the other. */
function isOtherKind(old: string, now: string): boolean {
  const kind = (type: string): string => type.replace(/\(.*$/, "").replace("object", "map").replace("set", "list");
  const scalars = ["string", "bool", "number"];
  return (
    kind(old) !== kind(now) && !(scalars.includes(kind(old)) && scalars.includes(kind(now))) && kind(now) !== "any"
  );
}

function typeChanges(before: Variables, after: Variables): string[] {
  return [...before].flatMap(([name, { type }]) => {
    const now = after.get(name)?.type;
    return now !== undefined && isOtherKind(type, now) ? [name] : [];
  });
}

const REASONS: Readonly<Record<string, Readonly<Record<string, string>>>> = WITHOUT_EFFECT;

describe("differences between the variables of two versions", () => {
  test.each(CASES)("$part $from -> $to: each default is named, or on the list of those without effect", (bump) => {
    const named = new Set(edits({}, bump).map(({ argument }) => argument));
    const missing = allDifferences(bump.part, bump.before, bump.after).filter(
      ({ kind, name }) => !named.has(name) && REASONS[kind]?.[`${bump.part}.${name}`] === undefined,
    );
    expect(missing.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
  });

  test.each(CASES)(
    "$part $from -> $to: each variable that is gone or renamed is named, and each of another type",
    (bump) => {
      const { part, before, after } = bump;
      const body = Object.fromEntries([...before.keys()].map((name) => [name, EXPRESSION]));
      const named = edits(body, bump);
      const gone = [...before.keys()].filter((name) => !after.has(name));
      const renamed = [...laterNames(part, before, after)];
      const names = new Set(named.map(({ argument }) => argument));
      expect([...gone, ...typeChanges(before, after)].filter((name) => !names.has(name))).toEqual([]);
      for (const [name, now] of renamed)
        expect(named).toContainEqual(expect.objectContaining({ argument: name, does: `rename it to ${now}` }));
    },
  );

  test.each(CASES.filter(({ part }) => GROUPS[part] !== undefined))(
    "$part $from -> $to: of groups within the module too",
    ({ part, from, to, before, after }) => {
      const argument = GROUPS[part] ?? "";
      const shown = new Set(edits({ [argument]: { blue: {} } }, { from, to }).map((edit) => edit.argument));
      const passed = ["create_access_entry", "iam_role_description", "instance_type"];
      const missing = allDifferences(part, before, after).filter(
        ({ kind, name }) =>
          !passed.includes(name) &&
          !shown.has(`${argument}.${name}`) &&
          !shown.has(name) &&
          REASONS[kind]?.[`${part}.${name}`] === undefined,
      );
      // What v20 passed itself is what the default is now.
      expect(missing.map(({ name }) => name)).toEqual(
        part === "eks-managed-node-group" && to.startsWith("21.") ? ["min_size"] : [],
      );
      const lists = typeChanges(before, after).filter((name) => !name.endsWith("_statements"));
      const blue = Object.fromEntries(lists.map((name) => [name, [EXPRESSION]]));
      const written = new Set(edits({ [argument]: { blue } }, { from, to }).map((edit) => edit.argument));
      const kept = lists.filter((name) => /^(?:list|set)/.test(after.get(name)?.type ?? ""));
      expect(lists.filter((name) => !written.has(`${argument}.blue.${name}`))).toEqual(kept);
    },
  );

  test("each of those without effect is a difference of the tables", () => {
    const found = CASES.flatMap(({ part, before, after }) =>
      allDifferences(part, before, after).map(({ kind, name }) => `${kind} ${part}.${name}`),
    );
    const listed = Object.entries(REASONS).flatMap(([kind, reasons]) =>
      Object.keys(reasons).map((name) => `${kind} ${name}`),
    );
    expect(listed.filter((name) => !found.includes(name))).toEqual([]);
  });

  test("an argument that is not written is named at the line of the block, whatever stands further down", () => {
    const text = 'module "a" {\n}\nresource "x" "y" {\n  enable_irsa = 1\n}\n';
    const block: Block = { kind: "module", type: "", name: "a", body: {}, file: "main.tf", line: 1, text };
    const found = upgradeEdits(block, { from: "19.21.0", to: "20.37.2", part: "karpenter" }, ALONE);
    expect(found.find(({ argument }) => argument === "enable_irsa")?.line).toBe(1);
  });

  test.each([
    ["list of policies", ["${aws_iam_policy.a.arn}"], ["write it as map(string): it was list(string)"]],
    ["map of policies", { a: "${aws_iam_policy.a.arn}" }, ["write it as map(string): it was list(string)"].slice(1)],
  ] as const)("groups of v18 with a %s", (...row) => {
    const [, iam_role_additional_policies, does] = row;
    const body = { eks_managed_node_groups: { blue: { iam_role_additional_policies } } };
    const found = edits(body, { from: "18.31.2", to: "20.37.2" });
    expect(
      found
        .filter(({ argument }) => argument === "eks_managed_node_groups.blue.iam_role_additional_policies")
        .map((edit) => edit.does),
    ).toEqual(does);
  });

  test("Karpenter's call of v19 keeps OIDC by an edit, where it makes a role of the controller", () => {
    const bump = { from: "19.21.0", to: "20.37.2", part: "karpenter" } as const;
    const named = (body: Readonly<Record<string, HclValue>>): string[] =>
      edits(body, bump)
        .map(({ argument }) => argument)
        .filter((name) => /^(?:enable_|iam_)/.test(name));
    expect(named({})).toEqual(expect.arrayContaining(["enable_irsa", "enable_pod_identity", "iam_role_name"]));
    expect(named({ create_irsa: false })).toEqual([]);
    expect(named({ irsa_name: "mine" })).not.toContain("iam_role_name");
  });

  test("rules of a node security group that nobody makes need no edit", () => {
    const named = (body: Readonly<Record<string, HclValue>>): boolean =>
      edits(body, { from: "18.31.2", to: "20.37.2" }).some(({ argument }) => argument.endsWith("_recommended_rules"));
    expect([named({}), named({ create_node_security_group: false })]).toEqual([true, false]);
  });

  test("platform of a group and of a sub-module is told by ami_type in v21", () => {
    const body = { eks_managed_node_groups: { blue: { platform: "bottlerocket" } } };
    const bump = { from: "20.37.2", to: "21.19.0" };
    const does = expect.stringMatching(/^write ami_type in its place, as the state has it/);
    expect(edits(body, bump)).toContainEqual(
      expect.objectContaining({ argument: "eks_managed_node_groups.blue.platform", does }),
    );
    expect(edits({ platform: "windows" }, { ...bump, part: "self-managed-node-group" })).toContainEqual(
      expect.objectContaining({ argument: "platform", does }),
    );
  });
});
