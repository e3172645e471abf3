import { AUTHENTICATION_MODES, isModeStep } from "../../lib/access/access-entry/authentication-mode";
import { isFrom, nextStage, previousStage, STAGE_FACTS, STAGES } from "../../lib/migration/stage";

const BOTH = "API_AND_CONFIG_MAP";

describe("STAGE_FACTS", () => {
  test.each([
    { stage: "config-map", mode: "CONFIG_MAP", entries: "none", rows: "declared", accepts: ["CONFIG_MAP"] },
    { stage: "dual", mode: BOTH, entries: "none", rows: "declared", accepts: ["CONFIG_MAP", BOTH] },
    { stage: "entries", mode: BOTH, entries: "waves", rows: "declared", accepts: [BOTH] },
    { stage: "retire", mode: BOTH, entries: "all", rows: "emptied", accepts: [BOTH] },
    { stage: "api", mode: "API", entries: "all", rows: "emptied", accepts: [BOTH, "API"] },
    { stage: "done", mode: "API", entries: "all", rows: "gone", accepts: ["API"] },
  ] as const)("$stage is in mode $mode with entries $entries and rows $rows, on live modes $accepts", (row) => {
    const { stage, ...facts } = row;
    expect(STAGE_FACTS[stage]).toMatchObject(facts);
  });

  test("R35 accepts: from each live mode that a stage accepts, its own is the same or one step on", () => {
    for (const stage of STAGES) {
      const { mode, accepts } = STAGE_FACTS[stage];
      expect(accepts.filter((live) => !isModeStep(live, mode))).toEqual([]);
    }
  });

  test("R35 refuses: from CONFIG_MAP no stage leads to API, and none back", () => {
    for (const stage of STAGES) {
      const { mode, accepts } = STAGE_FACTS[stage];
      for (const live of AUTHENTICATION_MODES) if (!isModeStep(live, mode)) expect(accepts).not.toContain(live);
    }
  });

  test("R36 accepts: stages that render entries begin in a mode that has them", () => {
    const starts = STAGES.filter((stage) => STAGE_FACTS[stage].entries !== "none").map(
      (stage) => STAGE_FACTS[stage].accepts,
    );
    expect(starts).toHaveLength(4);
    expect(starts.flat()).not.toContain("CONFIG_MAP");
  });

  test.each(STAGES)("%s says in one sentence what it does", (stage) => {
    expect(STAGE_FACTS[stage].does).toMatch(/^[a-z].*[^.]$/);
  });
});

describe("nextStage", () => {
  test("goes through the stages in their order, and ends", () => {
    expect(STAGES.map(nextStage)).toEqual(["dual", "entries", "retire", "api", "done", undefined]);
  });
});

describe("previousStage", () => {
  test("undoes what AWS lets be undone: entries and the emptied ConfigMap", () => {
    expect(STAGES.map(previousStage)).toEqual([undefined, undefined, "dual", "entries", undefined, undefined]);
  });

  test.each(["config-map", "dual", "api", "done"] as const)("%s says why there is no way back", (stage) => {
    expect(STAGE_FACTS[stage].back).toEqual({ never: expect.stringMatching(/\w/) });
  });
});

describe("isFrom", () => {
  test("holds for the stage itself and those after it", () => {
    expect(STAGES.map((stage) => isFrom(stage, "entries"))).toEqual([false, false, true, true, true, true]);
  });
});
