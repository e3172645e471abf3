import { z } from "zod";
import { DEFAULT_VERSION, MODULE_PARTS, type ModulePart } from "../../../module/module-table";
import { section } from "../camel-keys";
import { issueOf, name, text, textThat } from "../texts";

const CALL = String.raw`[\p{L}_][\p{L}\p{N}_-]*`;
const STEP = `${CALL}(?:\\[(?:"[^"\\\\]+"|\\d+)\\])?`;

/** The name of a module call: Terraform takes no other. */
const callName = textThat((value) =>
  new RegExp(`^${CALL}$`, "u").test(value)
    ? undefined
    : {
        code: "name-invalid",
        message: `not the name of a module call, expected letters, digits, \`_\` and \`-\`, got \`${value}\``,
        help: 'a call of the stack has no key and no path: write what the state has, eks["prod"] say, as `formerly`',
      },
).meta({ minLength: 1 });

/** Where a call was: its name, with its key where it had one; within another module, the path to it. */
const formerCall = textThat((value) =>
  new RegExp(`^${STEP}(?:\\.module\\.${STEP})*$`, "u").test(value) && !value.startsWith("module.")
    ? undefined
    : {
        code: "name-invalid",
        message: `not where a module call was, expected \`eks\`, \`eks["prod"]\` or \`platform.module.eks\`, got \`${value}\``,
        help: "`terraform state list` shows its address: write it without the first `module.`",
      },
).meta({ minLength: 1 });

/** The module in the registry. */
export const REGISTRY_SOURCE = "terraform-aws-modules/eks/aws";

/** The module in the public registries, by their hosts too; its sub-modules stand behind `//modules/`. */
const PUBLISHED =
  /^(?:registry\.terraform\.io\/|registry\.opentofu\.org\/)?terraform-aws-modules\/eks\/aws(?:\/\/modules\/([\w-]+))?$/;

/** Its repository, and the version in `ref`. */
const REPOSITORY =
  /\bterraform-aws-modules\/terraform-aws-eks(?:\.git)?(?:\/\/modules\/([\w-]+))?\?(?:.*&)?ref=v?(\d+\.\d+\.\d+)(?:&.*)?$/;

/** Whether a source is the module itself: not a copy, not a fork. */
export function isPublished(source: string = REGISTRY_SOURCE): boolean {
  return PUBLISHED.test(source) || REPOSITORY.test(source);
}

/** Which sub-module of the module a source is; undefined for any other module. */
export function subModule(source: string): ModulePart | undefined {
  const [, part] = PUBLISHED.exec(source) ?? REPOSITORY.exec(source) ?? [];
  return MODULE_PARTS.find((each) => each === part);
}

/** The part that a source of the module names, whether it is there or not: `karpentr`, or `eks`; undefined for another module. */
export function namedPart(source = ""): string | undefined {
  const found = PUBLISHED.exec(source) ?? REPOSITORY.exec(source);
  return found === null ? undefined : (found[1] ?? "eks");
}

/** The version in the source of a call from the module's repository: `20.37.2` of `?ref=v20.37.2`. */
export function versionInSource(source = ""): string | undefined {
  return REPOSITORY.exec(source)?.[2];
}

/** The version of the module that a call is held against. */
export function heldVersion(module: { readonly version?: string; readonly source?: string } = {}): string {
  return module.version ?? versionInSource(module.source) ?? DEFAULT_VERSION;
}

/** `module`: how the module is called. */
export const moduleCall = section({
  name: callName
    .describe(
      "Name of the call, `module.eks`: as the state has it. Another one makes the cluster anew, unless the old one stands in `formerly`; `check` cannot see that, `review` says `cluster-destroyed`. Default: eks.",
    )
    .exactOptional(),
  version: text
    .meta({ examples: [DEFAULT_VERSION] })
    .describe(`Version of the module, whose variables the file is held against. Default: ${DEFAULT_VERSION}.`)
    .exactOptional(),
  source: name
    .meta({
      examples: [REGISTRY_SOURCE, "git::https://github.com/terraform-aws-modules/terraform-aws-eks?ref=v20.37.2"],
    })
    .describe(`Where the module comes from. Default: ${REGISTRY_SOURCE}.`)
    .exactOptional(),
  aws_auth_name: callName
    .describe(
      "Name of the call of modules/aws-auth. Another one makes aws-auth anew, unless the old one stands in `aws_auth_formerly`. Default: aws_auth.",
    )
    .exactOptional(),
  formerly: formerCall
    .describe(
      'Name that the call had before, `eks["prod"]` of an instance: what it holds moves to the new one, and nothing is made anew.',
    )
    .exactOptional(),
  aws_auth_formerly: formerCall.describe("Name that the call of modules/aws-auth had before.").exactOptional(),
  aws_auth_source: name
    .describe("Where modules/aws-auth comes from. Default: the folder of that name in source.")
    .exactOptional(),
});

/** `modules`: other modules that the stack calls, their arguments beside source and version. */
export const otherModules = z.record(
  name,
  z
    .object({
      source: name
        .meta({ examples: [`${REGISTRY_SOURCE}//modules/karpenter`] })
        .describe("Where the module comes from."),
      version: text.describe("Version, of a module in a registry.").exactOptional(),
    })
    .catchall(z.unknown()),
);

/** `{ module: karpenter, output: queue_name }`, `{ from: network, output: vpc_id }` */
const otherOutput = z
  .strictObject({
    module: name.describe("Name of a module that the stack calls.").exactOptional(),
    from: name.describe("Name of a state of `terraform.remote_states`.").exactOptional(),
    output: name.describe("Output of it."),
  })
  .check(({ value, issues }) => {
    if ((value.module === undefined) !== (value.from === undefined)) return;
    const got = value.module === undefined ? "neither" : "both";
    issues.push(issueOf({ code: "one-of", message: `expected one of module and from, got ${got}` }, value));
  });

/** `outputs`: what the stack passes on, by its name: an output of the module, of another one, or of another stack's state. */
export const outputs = z.record(name, z.union([name, otherOutput]));
