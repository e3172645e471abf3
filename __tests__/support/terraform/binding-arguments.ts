import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The block of the provider itself, beside `resource.aws_eks_cluster` and `data.aws_eks_cluster`. */
export const PROVIDER = "provider.aws";

/**
 * `access_config.authentication_mode`: every argument that the bindings of a provider in a folder write for a type, those within blocks by
 * their path.
 */
export function bindingArguments(folder: string, type: string): string[] {
  const [kind, name = ""] = type.split(".aws_");
  const room = kind === "data" ? `data-aws-${name}` : name;
  return argumentsOf(readFileSync(join(folder, "lib", fileOf(type, room.replaceAll("_", "-")), "index.js"), "utf8"));
}

function fileOf(type: string, room: string): string {
  return type === PROVIDER ? "provider" : room;
}

function argumentsOf(text: string): string[] {
  return pathsIn(text, / {4}synthesizeAttributes\(\) \{\n {8}return \{\n([^]*?)\n {8}\};/.exec(text)?.[1] ?? "");
}

function pathsIn(text: string, body: string): string[] {
  return [...body.matchAll(/^\s*(\w+): (.*)$/gm)].flatMap(([, name = "", value = ""]) => {
    const [inner] = /\b[a-z]\w*ToTerraform\b(?<!cdktf\.\w*)/.exec(value.replace(/cdktf\.\w+/g, "")) ?? [];
    if (inner === undefined) return [name];
    const own =
      new RegExp(`function ${inner}\\(struct\\) \\{[^]*?return \\{\\n([^]*?)\\n {4}\\};`).exec(text)?.[1] ?? "";
    return [name, ...pathsIn(text, own).map((path) => `${name}.${path}`)];
  });
}
