import { isRecord } from "./json-value";
import { each, expected, type ShapeJudge, members, objectShape, textShape } from "./shape-problem";

const ADDRESS: Readonly<Record<string, ShapeJudge>> = {
  to_display: textShape,
  kind: textShape,
  mode: textShape,
  type: textShape,
  name: textShape,
  module: textShape,
};

/** What is wrong with the shape of one entry of a plan's `checks`, or undefined. */
export function checkProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return members(value, path, {
    address: (address, at) => (isRecord(address) ? members(address, at, ADDRESS) : expected(at, "an object", address)),
    status: textShape,
    instances: (instances, at) => each(instances, at, instanceProblem),
  });
}

function instanceProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return members(value, path, {
    address: objectShape,
    status: textShape,
    problems: (problems, at) =>
      each(problems, at, (one, place) =>
        isRecord(one) ? members(one, place, { message: textShape }) : expected(place, "an object", one),
      ),
  });
}
