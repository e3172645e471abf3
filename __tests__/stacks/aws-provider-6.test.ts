import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bindingArguments } from "../support/terraform/binding-arguments";
import { fieldsOf } from "../support/terraform/provider-schema";
import { passes, samplesAtEveryStage } from "../support/definitions/sample-definitions";
import { jsonOf } from "../support/definitions/sample-stacks";

const KNOWN = new Map(
  Object.entries(
    fieldsOf(JSON.parse(readFileSync(join(__dirname, "../fixtures/provider-arguments/aws-6.25.0.json"), "utf8"))),
  ),
);

const ROOT = join(__dirname, "../..");
const BINDINGS = join(ROOT, "node_modules/@cdktf/provider-aws");

/** Files of the source that may import bindings. */
function sourceFiles(): string[] {
  return ["lib", "stacks"].flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(ROOT, room, file)),
  );
}

/** `data.aws_eks_cluster` of each `@cdktf/provider-aws/lib/data-aws-eks-cluster` that a file makes something of. */
function typesIn(text: string): string[] {
  const imports = text.matchAll(/^import (?!type )[^;]*? from "@cdktf\/provider-aws\/lib\/([\w-]+)";/gm);
  return [...imports].map(([, room = ""]) => {
    if (room === "provider") return "provider.aws";
    const type = room.replace(/^data-aws-/, "").replaceAll("-", "_");
    return `${room.startsWith("data-aws-") ? "data" : "resource"}.aws_${type}`;
  });
}

/** What Terraform itself takes in any block. */
const META = ["count", "for_each", "depends_on", "lifecycle", "provider", "//"];

/** Maps whose keys people choose. */
const CHOSEN = ["tags", "tags_all"];

/** `resource.aws_eks_cluster access_config.authentication_mode` of each argument that stands in a stack. */
function argumentsIn(stack: string): string[] {
  const json = fieldsOf(JSON.parse(stack));
  return ["resource", "data"].flatMap((kind) =>
    Object.entries(fieldsOf(json[kind])).flatMap(([type, named]) =>
      type.startsWith("aws_")
        ? Object.values(fieldsOf(named)).flatMap((body) => pathsIn(body).map((path) => `${kind}.${type} ${path}`))
        : [],
    ),
  );
}

function pathsIn(body: unknown): string[] {
  if (Array.isArray(body)) return body.flatMap(pathsIn);
  return Object.entries(fieldsOf(body))
    .filter(([key]) => !META.includes(key))
    .flatMap(([key, value]) => [key, ...(CHOSEN.includes(key) ? [] : pathsIn(value).map((path) => `${key}.${path}`))]);
}

function unknownIn(written: readonly string[]): string[] {
  return written.filter((each) => {
    const [type = "", path = ""] = each.split(" ");
    const known = KNOWN.get(type);
    return !Array.isArray(known) || !known.includes(path);
  });
}

describe("AWS provider 6", () => {
  test("takes every argument that the samples have, at every stage", () => {
    const taken = samplesAtEveryStage().filter(passes);
    const written = [...new Set(taken.flatMap(({ definition }) => argumentsIn(jsonOf(definition))))];
    expect(written).toContain("resource.aws_eks_cluster access_config.authentication_mode");
    expect(written.length).toBeGreaterThan(50);
    expect(unknownIn(written)).toEqual([]);
  });

  test.each([...KNOWN.keys()])("has every argument of %s that the bindings of 5.x can write", (type) => {
    const written = bindingArguments(BINDINGS, type).filter((path) => !path.startsWith("endpoints."));
    expect(written.length).toBeGreaterThan(0);
    expect(unknownIn(written.map((path) => `${type} ${path}`))).toEqual([]);
  });

  test("is held against every type that the source renders", () => {
    const rendered = sourceFiles().flatMap((file) => typesIn(readFileSync(file, "utf8")));
    expect(rendered).toContain("data.aws_eks_node_groups");
    expect(rendered).toContain("provider.aws");
    expect([...new Set(rendered)].filter((type) => !KNOWN.has(type))).toEqual([]);
  });

  test("would be told an argument that it does not have", () => {
    const stack = JSON.stringify({ resource: { aws_eks_cluster: { this: { access_config: { mode: "API" } } } } });
    expect(unknownIn(argumentsIn(stack))).toEqual(["resource.aws_eks_cluster access_config.mode"]);
  });
});
