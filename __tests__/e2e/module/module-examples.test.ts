import { execFileSync } from "node:child_process";
import { parse } from "@cdktf/hcl2json";
import { moduleValueFindings } from "../../../lib/inventory/definition/module/module-values";
import { variableShape } from "../../../lib/module/module-shape";
import { MODULE_PARTS } from "../../../lib/module/module-table";
import { fieldsOf } from "../../support/terraform/provider-schema";

const REPOSITORY = process.env.EKS_MODULE_REPOSITORY;
const SOURCE = /^(?:\.\.\/\.\.|terraform-aws-modules\/eks\/aws)(?:\/\/?modules\/([\w-]+))?$/;
const META = ["count", "depends_on", "for_each", "providers", "source", "version"];

/** Keys of the module's own examples and tests that the module does not read: each was looked up in its node_groups.tf. */
const DROPPED: Readonly<Record<string, readonly string[]>> = {
  "20.13.1": [
    "eks_managed_node_groups.complete.description",
    "self_managed_node_groups.complete.create_iam_role",
    "self_managed_node_groups.complete.instance_attributes",
  ],
  "20.37.2": [
    "eks_managed_node_groups.complete.description",
    "self_managed_node_groups.complete.create_iam_role",
    "self_managed_node_groups.complete.instance_attributes",
    "self_managed_node_groups.efa.instance_types",
    "self_managed_node_groups.efa.labels",
    "self_managed_node_groups.efa.taints",
  ],
};

function git(...args: readonly string[]): string {
  return execFileSync("git", ["-C", REPOSITORY ?? "", ...args], { encoding: "utf8" });
}

/** Paths of what is refused in the calls of a file, and how many arguments were looked at. */
async function judged(version: string, file: string): Promise<{ readonly refused: string[]; readonly seen: number }> {
  const json = fieldsOf(await parse(file, git("show", `v${version}:${file}`)));
  const calls = Object.values(fieldsOf(json.module)).flatMap(listOf).map(fieldsOf);
  const found = calls.flatMap(({ source, ...body }) => {
    const called = SOURCE.exec(String(source));
    const part = MODULE_PARTS.find((each) => each === (called?.[1] ?? "eks"));
    if (called === null || part === undefined) return [];
    const own = Object.entries(body).filter(([name]) => !META.includes(name));
    return own.map(([path, value]) => {
      const shape = variableShape(part, version, path);
      // Expressions stand for values of any kind.
      const findings = shape === undefined ? [{ path, message: "" }] : moduleValueFindings({ value, path, shape });
      return findings.filter(({ message }) => !message.includes("got `${")).map((each) => each.path);
    });
  });
  return { refused: found.flat(), seen: found.length };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

if (REPOSITORY === undefined)
  test("the module's own examples: not run, EKS_MODULE_REPOSITORY is not set", () =>
    expect(REPOSITORY).toBeUndefined());
else
  describe("the module's own examples and tests", () => {
    test.each(Object.entries(DROPPED))(
      "of %s are taken, but for keys that it drops without a word",
      async (version, dropped) => {
        const tree = git("ls-tree", "-r", "--name-only", `v${version}`).split("\n");
        const files = tree.filter((file) => /^(?:examples|tests)\/.*\.tf$/.test(file));
        const all = [];
        for (const file of files) all.push(await judged(version, file));
        expect(all.flatMap(({ refused }) => refused).sort()).toEqual(dropped);
        expect(all.reduce((sum, { seen }) => sum + seen, 0)).toBeGreaterThan(80);
      },
      60_000,
    );
  });
