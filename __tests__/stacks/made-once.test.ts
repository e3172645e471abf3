import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateAccessEntries } from "../../lib/access/access-entry/access-entry-validation";
import { rowStates } from "../../lib/access/aws-auth/row-state";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { gateFindings } from "../../lib/migration/gate/gate";
import { guardsOf } from "../../lib/migration/guard/guards";
import { explain } from "../../lib/migration/explanation/explanation";
import { render } from "../../lib/migration/rendering/rendering";
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
jest.mock("../../lib/migration/rendering/rendering", () => mockCounted("migration/rendering/rendering"));
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

/** The first argument of each call, and what it was answered. */
function answersOf(counted: unknown): readonly (readonly [unknown, unknown])[] {
  if (!jest.isMockFunction(counted)) throw new Error("not counted");
  const results: readonly { readonly value: unknown }[] = counted.mock.results;
  return callsOf(counted).map(([first], i) => [first, results[i]?.value]);
}

/**
 * Who asks for the states of a cluster's rows: the cluster for all who read it, the translation of the rows, and both sides of the
 * comparison of rows with entries.
 */
const READERS_OF_ROWS = 4;

/** Everything that a staged cluster has. */
function ask({ rendering, translation, rowStates: states, guards, gateFindings: found }: StagedCluster): void {
  expect([rendering, translation, states, guards, found]).not.toContain(undefined);
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
  let calls: readonly (readonly [unknown, unknown])[] = [];

  beforeAll(async () => {
    const { rows } = await synthesizedTo(folder, SAMPLES);
    synthTable(rows, painter({}, {}));
    clusters = stagedIn(callsOf(gateFindings));
    migrating = clusters.filter(({ definition }) => definition.migration !== undefined);
    calls = answersOf(rowStates);
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

  test("has rows of one making: each reader asks for their states once, and they are worked out once", () => {
    const asked = calls.map(([rows]) => rows);
    const without = clusters.length - migrating.length;
    expect(clusters.map(({ rows }) => asked.filter((one) => one === rows).length)).toEqual(
      clusters.map(({ definition }) => (definition.migration === undefined ? without : READERS_OF_ROWS)),
    );
    expect(asked).toHaveLength(migrating.length * READERS_OF_ROWS + without);
    for (const { rows, rowStates: states } of clusters) {
      const made = calls.filter(([one]) => one === rows).map(([, answer]) => answer);
      expect(new Set(made)).toEqual(new Set([states]));
    }
  });

  test.each(STAGES)(
    "at %s calls each once for all that is asked, and asks for the states of its rows no more often",
    (stage) => {
      for (const { definition } of migrating) {
        const staged = new StagedCluster({ ...definition, migration: { ...definition.migration, stage } });
        jest.clearAllMocks();
        for (let i = 0; i < 2; i++) ask(staged);
        const counted = [render, guardsOf, gateFindings, translateRows, rowStates].map((each) => callsOf(each).length);
        expect(counted).toEqual([1, 1, 1, 1, READERS_OF_ROWS]);
      }
    },
  );

  test("is passed on to the stages that explain shows: each is rendered once, rows are translated for none", () => {
    jest.clearAllMocks();
    for (const staged of migrating) explain(staged);
    const stages = migrating.map(({ definition }) => STAGES.length - 1 + wavesOf(definition).length);
    expect(callsOf(render)).toHaveLength(stages.reduce((sum, count) => sum + count, 0));
    expect(callsOf(translateRows)).toEqual([]);
  });

  test("asks nothing again that it was asked before", () => {
    jest.clearAllMocks();
    for (const staged of migrating) ask(staged);
    const rows = [rowStates, translateRows].map((each) => callsOf(each).length);
    for (const staged of clusters) ask(staged);
    const counted = [render, guardsOf, gateFindings].map((each) => callsOf(each).length);
    expect([...rows, ...counted]).toEqual([0, 0, 0, 0, 0]);
  });
});
