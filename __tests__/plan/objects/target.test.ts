import type { Target } from "../../../lib/plan/objects/configuration";
import type { PlanObject } from "../../../lib/plan/objects/plan-object";
import { objectsOf } from "../../../lib/plan/objects/target";

const TARGET: Target = {
  callPath: "x",
  mode: "managed",
  type: "aws_iam_role",
  name: "this",
  instance: "",
  modules: [""],
};

function object(moduleAddress: string, index?: string | number, rest: Partial<PlanObject> = {}): PlanObject {
  const { mode, type, name } = TARGET;
  const address = `${moduleAddress}.${name}${index === undefined ? "" : `[${JSON.stringify(index)}]`}`;
  return { address, moduleAddress, mode, type, name, ...(index === undefined ? {} : { index }), ...rest };
}

const [PLAIN, A, B] = [object("module.x"), object('module.x["a"]'), object('module.x["b"]')];
const meant = (target: Partial<Target>, referrer: Pick<PlanObject, "moduleAddress" | "index">, all: PlanObject[]) =>
  objectsOf({ ...TARGET, ...target }, referrer, all);

describe(objectsOf, () => {
  test("are those of the block: mode, type, name and the calls that lead to it", () => {
    const root = { moduleAddress: "" };
    const others = [
      object("module.x", undefined, { mode: "data" }),
      object("module.x", undefined, { type: "aws_iam_user" }),
      object("module.x", undefined, { name: "that" }),
      object("module.y"),
      object("module.x.module.x"),
      object(""),
    ];
    expect(meant({}, root, [...others, PLAIN])).toEqual([PLAIN]);
    expect(meant({}, root, others)).toEqual([]);
  });

  test("of several modules that of the referrer, and all where none is nearer", () => {
    expect(meant({}, B, [A, B])).toEqual([B]);
    expect(meant({}, { moduleAddress: 'module.x["b"].module.y' }, [A, B])).toEqual([B]);
    expect(meant({}, { moduleAddress: "" }, [A, B])).toEqual([A, B]);
    expect(meant({}, { moduleAddress: 'module.x["c"]' }, [A, B])).toEqual([A, B]);
  });

  test("of the module's instance that the expression names, whatever is nearer", () => {
    expect(meant({ modules: ['["a"]'] }, B, [A, B])).toEqual([A]);
    expect(meant({ modules: ['["c"]'] }, B, [A, B])).toEqual([]);
    expect(meant({ modules: ['["a"]'] }, B, [PLAIN])).toEqual([]);
    const inside = object('module.x["a"].module.y["b"]');
    const twice = { callPath: "x.y", modules: ['["c"]', '["b"]'] };
    expect(meant(twice, { moduleAddress: "" }, [inside])).toEqual([]);
  });

  test("of the instance that the expression names; of none of that name, all that it may be", () => {
    const [one, two] = [object("module.x", "one"), object("module.x", 1)];
    expect(meant({ instance: '["one"]' }, PLAIN, [one, two])).toEqual([one]);
    expect(meant({ instance: "[1]" }, PLAIN, [one, two])).toEqual([two]);
    expect(meant({ instance: '["three"]' }, PLAIN, [one, two])).toEqual([one, two]);
    expect(meant({}, PLAIN, [PLAIN, one])).toEqual([PLAIN, one]);
  });

  test("of several instances that of the referrer's own key, where the expression names none", () => {
    const [one, two] = [object("module.x", "one"), object("module.x", "two")];
    expect(meant({}, object("module.x", "two"), [one, two])).toEqual([two]);
    expect(meant({}, object("module.x", "three"), [one, two])).toEqual([one, two]);
    expect(meant({}, object("module.x"), [PLAIN, one])).toEqual([PLAIN, one]);
    expect(meant({ instance: '["one"]' }, object("module.x", "two"), [one, two])).toEqual([one]);
    expect(meant({}, object("module.x", "two"), [one])).toEqual([one]);
    expect(meant({}, object("module.x", "two"), [one, two, { ...two, address: "again" }])).toHaveLength(3);
  });
});
