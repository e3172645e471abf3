import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateAccessEntries } from "../../lib/access/access-entry/access-entry-validation";
import { rowStates } from "../../lib/access/aws-auth/row-state";
import { readFleet } from "../../lib/inventory/folder/read-fleet";
import { gateFindings } from "../../lib/migration/gate/gate";
import { guardsOf } from "../../lib/migration/guard/guards";
import { explain } from "../../lib/migration/explanation/explanation";
import { render } from "../../lib/migration/rendering";
import { STAGES } from "../../lib/migration/stage";
import { translateRows } from "../../lib/migration/translation/translation";
import { wavesOf } from "../../lib/migration/wave";
import { painter } from "../../lib/report/text/colour";
import { synthTable } from "../../lib/report/synth-table";
import { synthesize } from "../../stacks/fleet";
import { SAMPLES } from "../support/definitions/sample-definitions";

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

const output = process.env.CDKTF_OUTDIR;
const folder = mkdtempSync(join(tmpdir(), "eks-access-made-once-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
  if (output === undefined) delete process.env.CDKTF_OUTDIR;
  else process.env.CDKTF_OUTDIR = output;
});

/** The samples, read, judged, synthesized and shown in a table: all that `npm run synth` does. */
function synth() {
  const fleet = readFleet(SAMPLES, "2026-11-22");
  if ("unreadable" in fleet) throw new Error(fleet.reason);
  process.env.CDKTF_OUTDIR = folder;
  synthTable(synthesize(fleet).rows, painter({}, {}));
  return fleet.clusters.map(({ staged }) => staged);
}

describe("a staged cluster", () => {
  const clusters = synth();
  const migrating = clusters.filter(({ definition }) => definition.migration !== undefined);

  test.each([
    ["entries validated", callsOf(validateAccessEntries).length, clusters.length],
    ["stage rendered", callsOf(render).length, clusters.length],
    ["gate asked", callsOf(gateFindings).length, clusters.length],
    ["guards chosen", callsOf(guardsOf).length, clusters.length],
    ["rows translated", callsOf(translateRows).length, migrating.length],
  ])("is made once for each file that is synthesized: %s", (_, calls, expected) => {
    expect(calls).toBe(expected);
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
