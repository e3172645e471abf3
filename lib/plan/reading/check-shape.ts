import { isRecord } from "./json-value";
import { each, expected, type ShapeJudge, members, object, text } from "./shape-problem";

const ADDRESS: Readonly<Record<string, ShapeJudge>> = {
  to_display: text,
  kind: text,
  mode: text,
  type: text,
  name: text,
  module: text,
};

/** What is wrong with the shape of one entry of a plan's `checks`, or undefined. */
export function checkProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return members(value, path, {
    address: (address, at) => (isRecord(address) ? members(address, at, ADDRESS) : expected(at, "an object", address)),
    status: text,
    instances: (instances, at) => each(instances, at, instanceProblem),
  });
}

function instanceProblem(value: unknown, path: string): string | undefined {
  if (!isRecord(value)) return expected(path, "an object", value);
  return members(value, path, {
    address: object,
    status: text,
    problems: (problems, at) =>
      each(problems, at, (one, place) =>
        isRecord(one) ? members(one, place, { message: text }) : expected(place, "an object", one),
      ),
  });
}
