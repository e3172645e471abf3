import { check } from "../../../lib/app/check/check";
import { compareFiles, compareStages, isOpenDifference, isStepName } from "../../../lib/app/explain/explain-difference";
import { clusterText, filesOf, TODAY } from "../texts";

const fleetAt = (stage: string) => check(filesOf({ "demo.yaml": clusterText(stage) }), TODAY);

describe("compareStages", () => {
  test("names both stages of each file, and who has the same rights another way", () => {
    const found = compareStages(fleetAt("dual"), { before: "dual", after: "entries" });
    if ("problem" in found) throw new Error(found.problem);
    expect(found.map(({ names }) => names)).toEqual([{ before: "demo.yaml, dual", after: "demo.yaml, entries" }]);
    expect(found.flatMap(({ difference }) => difference.principals.map(({ principal }) => principal.name))).toEqual([
      "ops",
    ]);
    expect(found.some(isOpenDifference)).toBe(false);
  });

  test("has no answer for a wave that the file has not", () => {
    expect(compareStages(fleetAt("dual"), { before: "dual", after: "entries:7" })).toEqual({
      problem: "demo.yaml: no stage `entries:7`, expected one of config-map, dual, entries, retire, api, done",
      fault: "question",
    });
  });
});

describe("compareFiles", () => {
  test("compares each file at its own stage", () => {
    const side = (stage: string) => ({ name: `${stage}/demo.yaml`, fleet: fleetAt(stage) });
    const found = compareFiles({ before: side("dual"), after: side("entries") });
    if ("problem" in found) throw new Error(found.problem);
    expect(found.map(({ names }) => names)).toEqual([{ before: "demo.yaml, dual", after: "demo.yaml, entries" }]);
  });

  test("has no answer for a folder of several clusters, or of none", () => {
    const none = { name: "empty", fleet: check(filesOf({}), TODAY) };
    expect(compareFiles({ before: none, after: none })).toMatchObject({
      problem: "empty: 0 clusters, expected one cluster file",
      fault: "question",
    });
  });
});

describe("isStepName", () => {
  test.each(["dual", "entries", "entries:2"])("%s is one", (text) => expect(isStepName(text)).toBe(true));
  test.each(["duals", "./dual", "entries:", "dual.yaml"])("%s is none", (text) => expect(isStepName(text)).toBe(false));
});
