import type { AccessDefinition } from "../../../lib/migration/definition";
import { accessSteps } from "../../../lib/migration/explanation/access-step";
import { render } from "../../../lib/migration/rendering/rendering";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { definition } from "../../support/definitions/definitions";
import { atStage as atStageOfTests } from "../../support/laws/safety";

describe("accessSteps", () => {
  test("are all stages, and all waves of entries, with the one in which the file stands", () => {
    const steps = accessSteps(new StagedCluster(definition({ wave: 2 })));
    expect(steps.map(({ name, isCurrent }) => (isCurrent ? `${name} now` : name))).toEqual([
      "config-map",
      "dual",
      "entries:1",
      "entries:2 now",
      "entries:3",
      "retire",
      "api",
      "done",
    ]);
    expect(steps[3]).toMatchObject({ stage: "entries", wave: 2, state: { mode: "API_AND_CONFIG_MAP" } });
  });

  test("are the last wave now where the file says no wave, and none where it has not so many", () => {
    expect(accessSteps(new StagedCluster(definition())).find(({ isCurrent }) => isCurrent)?.name).toBe("entries:3");
    expect(accessSteps(new StagedCluster(definition({ wave: 9 }))).some(({ isCurrent }) => isCurrent)).toBe(false);
  });

  test("call a single wave by its stage", () => {
    const { waves: _, ...migration } = definition().migration ?? { stage: "entries" };
    expect(accessSteps(new StagedCluster(definition({}, { migration }))).map(({ name }) => name)).toEqual([...STAGES]);
  });

  test("are one without a migration", () => {
    const { migration: _, ...settled } = definition();
    const [step, ...others] = accessSteps(new StagedCluster(settled));
    expect(step).toMatchObject({ name: "as declared", isCurrent: true, staged: { definition: settled }, untold: [] });
    expect(others).toEqual([]);
  });
});

/** The definition of the last step of a stage. */
function atStage(given: AccessDefinition, stage: Stage): AccessDefinition {
  const step = accessSteps(new StagedCluster(given)).findLast((each) => each.stage === stage);
  if (step === undefined) throw new Error(`no step of ${stage}`);
  return step.staged.definition;
}

describe("a step's definition", () => {
  test.each(STAGES)("renders what a file written for %s renders", (stage) => {
    expect(render(atStage(definition({ wave: 1 }), stage))).toEqual(render(atStageOfTests(definition(), stage)));
  });

  test("leaves out what stage done has written, and the mode of the file's own stage", () => {
    const { awsAuth } = definition();
    const settled = definition(
      { stage: "done" },
      {
        authenticationMode: "API",
        ...(awsAuth && { awsAuth: { ...awsAuth, createAwsAuthConfigmap: false, manageAwsAuthConfigmap: false } }),
      },
    );
    expect(render(atStage(settled, "entries"))).toEqual(render(definition()));
  });

  test("keeps that somebody else writes the rows", () => {
    const { awsAuth } = definition();
    const foreign = definition({}, { ...(awsAuth && { awsAuth: { ...awsAuth, manageAwsAuthConfigmap: false } }) });
    expect(render(atStage(foreign, "retire")).awsAuth).toMatchObject({ manage: false, rows: { roles: [] } });
    expect(
      accessSteps(new StagedCluster(foreign)).find(({ stage }) => stage === "retire")?.state.awsAuth.roles,
    ).toHaveLength(3);
  });
});
