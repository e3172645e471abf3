import { type Stage } from "../../lib/migration/stage";
import { stepOf } from "../../lib/migration/step";
import { definition } from "../support/definitions/definitions";

/** `definition()` has three waves: break-glass, people, nodes. */
const at = (stage: Stage, wave?: number) => definition({ stage, ...(wave === undefined ? {} : { wave }) });
const withoutWaves = (stage: Stage) => {
  const { waves, ...migration } = definition({ stage }).migration ?? { stage };
  return definition({}, { migration });
};

describe("stepOf forward", () => {
  test.each<[Stage, number | undefined, { stage: Stage; wave?: number }]>([
    ["config-map", undefined, { stage: "dual" }],
    ["dual", undefined, { stage: "entries", wave: 1 }],
    ["dual", 3, { stage: "entries", wave: 1 }],
    ["entries", 1, { stage: "entries", wave: 2 }],
    ["entries", 2, { stage: "entries", wave: 3 }],
    ["entries", 3, { stage: "retire", wave: 3 }],
    ["entries", undefined, { stage: "retire" }],
    ["retire", undefined, { stage: "api" }],
    ["api", 3, { stage: "done", wave: 3 }],
  ])("from %s, wave %p to %j", (stage, wave, to) => {
    expect(stepOf(at(stage, wave), "advance")).toEqual({ to });
  });

  test("without waves there is one, and no number", () => {
    expect(stepOf(withoutWaves("dual"), "advance")).toEqual({ to: { stage: "entries" } });
    expect(stepOf(withoutWaves("entries"), "advance")).toEqual({ to: { stage: "retire" } });
  });

  test("ends at done, and says what may leave the file", () => {
    expect(stepOf(at("done"), "advance")).toEqual({
      refused: "there is no stage after done",
      help: "once its plan is applied, eks-access finish takes `migration`, `aws_auth`, `adopt` and `leaving` out of the file, which then says authentication_mode: API",
    });
  });
});

describe("stepOf back", () => {
  test.each<[Stage, number | undefined, { stage: Stage; wave?: number }]>([
    ["retire", undefined, { stage: "entries" }],
    ["retire", 3, { stage: "entries", wave: 3 }],
    ["entries", undefined, { stage: "entries", wave: 2 }],
    ["entries", 3, { stage: "entries", wave: 2 }],
    ["entries", 2, { stage: "entries", wave: 1 }],
    ["entries", 1, { stage: "dual" }],
  ])("from %s, wave %p to %j", (stage, wave, to) => {
    expect(stepOf(at(stage, wave), "back")).toEqual({ to });
  });

  test("without waves one step takes all entries away", () => {
    expect(stepOf(withoutWaves("entries"), "back")).toEqual({ to: { stage: "dual" } });
  });

  test.each<[Stage, RegExp, RegExp]>([
    ["config-map", /^stage config-map cannot be undone: it is the first stage$/, /^edit the rows/],
    [
      "dual",
      /^stage dual cannot be undone: AWS does not take a cluster back/,
      /nothing is lost by staying here.*by git/,
    ],
    [
      "api",
      /^stage api cannot be undone: AWS does not take a cluster back/,
      /its key in the last of migration\.waves, and apply.*create-access-entry.*by git/,
    ],
    [
      "done",
      /^stage done cannot be undone: mode API does not read aws-auth/,
      /its key in the last of migration\.waves, and apply.*by git/,
    ],
  ])("%s has no way back, and says what to do instead", (stage, refused, help) => {
    expect(stepOf(at(stage), "back")).toEqual({
      refused: expect.stringMatching(refused),
      help: expect.stringMatching(help),
    });
  });
});

describe("stepOf", () => {
  test.each(["advance", "back"] as const)("a file without migration does not %s", (direction) => {
    const { migration, ...rest } = definition();
    expect(stepOf(rest, direction)).toMatchObject({ refused: "the file has no migration" });
  });
});
