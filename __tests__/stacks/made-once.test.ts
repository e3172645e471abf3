import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateAccessEntries } from "../../lib/access/access-entry/access-entry-validation";
import { rowStates } from "../../lib/access/aws-auth/row-state";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { gateFindings } from "../../lib/migration/gate/gate";
import { guardsOf } from "../../lib/migration/guard/guards";
import { explain } from "../../lib/migration/explanation/explanation";
import { render } from "../../lib/migration/rendering";
import { STAGES } from "../../lib/migration/stage";
import { translateRows } from "../../lib/migration/translation/translation";
import { wavesOf } from "../../lib/migration/wave";
import { painter } from "../../lib/report/text/colour";
import { synthTable } from "../../lib/report/synth-table";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { SAMPLES } from "../support/definitions/sample-definitions";
import { synthesizedTo } from "../support/definitions/synthesized";

/** Modules whose functions are counted: each call goes to the real one. */
jest.mock("../../lib/access/access-entry/access-entry-validation", () =>
  mockCounted("access/access-entry/access-entry-validation"),
);
jest.mock("../../lib/access/aws-auth/row-state", () => mockCounted("access/aws-auth/row-state"));
jest.mock("../../lib/migration/gate/gate", () => mockCounted("migration/gate/gate"));
jest.mock("../../lib/migration/guard/guards", () => mockCounted("migration/guard/guards"));
jest.mock("../../lib/migration/rendering", () => mockCounted("migration/rendering"));
jest.mock("../../lib/migration/translation/translation", () => mockCounted("migration/translation/translation"));

function mockCounted(path: string): object {
  const real: object = jest.requireActual(`../../lib/${path}`);
  const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === "function";
  return Object.fromEntries(
    Object.entries(real).map(([name, value]: [string, unknown]) => [name, isFunction(value) ? jest.fn(value) : value]),
  );
}

function callsOf(counted: unknown): readonly (readonly unknown[])[] {
  if (!jest.isMockFunction(counted)) throw new Error("not counted");
  const calls: unknown[][] = counted.mock.calls;
  return calls;
}

const folder = mkdtempSync(join(tmpdir(), "eks-access-made-once-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The samples as they are staged, in the order in which they were. */
function stagedIn(calls: readonly (readonly unknown[])[]): readonly StagedCluster<ClusterDefinition>[] {
  return calls.map(([staged]) => staged).filter((staged) => staged instanceof StagedCluster);
}

describe("a staged cluster", () => {
  let clusters: readonly StagedCluster<ClusterDefinition>[] = [];
  let migrating = clusters;
  const counts: Record<string, number> = {};

  beforeAll(async () => {
    const { rows } = await synthesizedTo(folder, SAMPLES);
    synthTable(rows, painter({}, {}));
    clusters = stagedIn(callsOf(gateFindings));
    migrating = clusters.filter(({ definition }) => definition.migration !== undefined);
    const counted = { validateAccessEntries, render, gateFindings, guardsOf, translateRows };
    for (const [name, each] of Object.entries(counted)) counts[name] = callsOf(each).length;
  });

  test("is made once for each file that is synthesized", () => {
    const files = readdirSync(SAMPLES).filter((name) => name.endsWith(".yaml")).length;
    expect(counts).toEqual({
      validateAccessEntries: files,
      render: files,
      gateFindings: files,
      guardsOf: files,
      translateRows: migrating.length,
    });
    expect([clusters.length, migrating.length]).toEqual([files, files - 4]);
  });

  test("has rows of one making: their states are worked out once, whoever asks for them", () => {
    const asked = callsOf(rowStates).map(([rows]) => rows);
    expect(new Set(asked).size).toBeLessThanOrEqual(clusters.length);
    for (const { rows } of migrating) expect(asked).toContain(rows);
  });

  test("is passed on to the stages that explain shows: each is rendered once, rows are translated for none", () => {
    jest.clearAllMocks();
    for (const staged of migrating) explain(staged);
    const stages = migrating.map(({ definition }) => STAGES.length - 1 + wavesOf(definition).length);
    expect(callsOf(render)).toHaveLength(stages.reduce((sum, count) => sum + count, 0));
    expect(callsOf(translateRows)).toEqual([]);
  });

  test("asks nothing again that it was asked before", () => {
    jest.clearAllMocks();
    for (const { rendering, translation, rowStates: states, guards, gateFindings: found } of clusters) {
      expect([rendering, translation, states, guards, found]).not.toContain(undefined);
    }
    const counted = [render, guardsOf, gateFindings].map((each) => callsOf(each).length);
    expect(counted).toEqual([0, 0, 0]);
  });
});
