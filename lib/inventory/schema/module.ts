import { z } from "zod";
import { section } from "./camel-keys";
import { name, text } from "./texts";

/** The module in the registry. */
export const REGISTRY_SOURCE = "terraform-aws-modules/eks/aws";

/** The version that a file means which names none: the newest with modules/aws-auth. */
export const DEFAULT_VERSION = "20.37.2";

/** `module`: how the module is called. */
export const moduleCall = section({
  name: name.describe("Name of the call, `module.eks`: as the state has it. Default: eks.").exactOptional(),
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
  aws_auth_name: name.describe("Name of the call of modules/aws-auth. Default: aws_auth.").exactOptional(),
  formerly: name
    .describe("Name that the call had before: what it holds moves to the new one, and nothing is made anew.")
    .exactOptional(),
  aws_auth_formerly: name.describe("Name that the call of modules/aws-auth had before.").exactOptional(),
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

/** `{ module: karpenter, output: queue_name }` */
const moduleOutput = z.strictObject({
  module: name.describe("Name of a module that the stack calls."),
  output: name.describe("Output of it."),
});

/** `outputs`: what the stack passes on, by its name: an output of the module, or of another one. */
export const outputs = z.record(name, z.union([name, moduleOutput]));
