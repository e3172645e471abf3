import { isRecord } from "./json-value";
import {
  each,
  everyMember,
  expected,
  type ShapeJudge,
  members,
  missingText,
  objectShape,
  textShape,
} from "./shape-problem";

const RESOURCE: Readonly<Record<string, ShapeJudge>> = {
  provider_config_key: textShape,
  expressions: objectShape,
  for_each_expression: objectShape,
  count_expression: objectShape,
  depends_on: (value, path) => each(value, path, textShape),
};

const CALL: Readonly<Record<string, ShapeJudge>> = {
  source: textShape,
  version_constraint: textShape,
  expressions: objectShape,
  for_each_expression: objectShape,
  count_expression: objectShape,
  depends_on: (value, path) => each(value, path, textShape),
  module: moduleProblem,
};

const PROVIDER: Readonly<Record<string, ShapeJudge>> = {
  name: textShape,
  module_address: textShape,
  expressions: objectShape,
};

/** What is wrong with the shape of a plan's `configuration`, or undefined. */
export function configurationProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return members(value, path, {
    provider_config: (providers, at) => everyMember(providers, at, partOf(PROVIDER)),
    root_module: moduleProblem,
  });
}

function moduleProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return members(value, path, {
    resources: (resources, at) => each(resources, at, resourceProblem),
    module_calls: (calls, at) => everyMember(calls, at, partOf(CALL)),
    outputs: (outputs, at) => everyMember(outputs, at, objectShape),
    variables: (variables, at) => everyMember(variables, at, objectShape),
  });
}

function resourceProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return missingText(value, path, ["address", "mode", "type", "name"]) ?? members(value, path, RESOURCE);
}

function partOf(judges: Readonly<Record<string, ShapeJudge>>): ShapeJudge {
  return (value, path) => (isRecord(value) ? members(value, path, judges) : expected(path, "an object", value));
}
