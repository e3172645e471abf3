import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import * as outcome from "../../../stacks/outcome";
import type { Synthesis, SynthesisOptions } from "../../../stacks/fleet";
import * as program from "../../../stacks/cache/program-digest";
import { SAMPLES } from "../../support/definitions/sample-definitions";
import { synthesizedTo } from "../../support/definitions/synthesized";

jest.mock("../../../stacks/outcome", () => mockCounted("outcome"));
jest.mock("../../../stacks/cache/program-digest", () => mockCounted("cache/program-digest"));

function mockCounted(path: string): object {
  const real: object = jest.requireActual(`../../../stacks/${path}`);
  const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === "function";
  return Object.fromEntries(
    Object.entries(real).map(([name, value]: [string, unknown]) => [name, isFunction(value) ? jest.fn(value) : value]),
  );
}

const FILES = readdirSync(SAMPLES).filter((name) => name.endsWith(".yaml"));

let root = "";
let files = "";
let out = "";

let first: Run;

/** A folder with the samples and the output of a first run; `kept`, a copy of both, takes its place before each test. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "eks-access-cache-"));
  files = join(root, "clusters");
  out = join(root, "cdktf.out");
  cpSync(SAMPLES, files, { recursive: true });
  first = await run();
  for (const folder of [files, out]) cpSync(folder, join(root, "kept", basename(folder)), { recursive: true });
});

beforeEach(() => {
  for (const folder of [files, out]) {
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(root, "kept", basename(folder)), folder, { recursive: true });
  }
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** A run, and the names of the files that it made anew. */
interface Run {
  readonly made: readonly string[];
  readonly synthesis: Synthesis;
}

async function run(options: Partial<SynthesisOptions> = {}): Promise<Run> {
  jest.mocked(outcome.makeOutcome).mockClear();
  const synthesis = await synthesizedTo(out, files, options);
  const made = jest.mocked(outcome.makeOutcome).mock.calls.map(([{ file }]) => file.slice(files.length + 1));
  return { made, synthesis };
}

/** What a run without any cache into another folder comes to. */
interface Fresh extends Pick<Synthesis, "rows" | "findings"> {
  readonly written: Readonly<Record<string, string>>;
}

/** By the files that are read: many tests change none. */
const freshByFiles = new Map<string, Fresh>();

async function freshOf(): Promise<Fresh> {
  const read = JSON.stringify(contents(files));
  const known = freshByFiles.get(read);
  if (known !== undefined) return known;
  const folder = join(root, "fresh");
  rmSync(folder, { recursive: true, force: true });
  const { rows, findings } = await synthesizedTo(folder, files, { cache: false });
  const fresh = { rows, findings, written: contents(folder) };
  freshByFiles.set(read, fresh);
  return fresh;
}

/** Bytes and findings have to be those of a run without any cache into another folder. */
async function expectFresh({ synthesis: { rows, findings } }: Run): Promise<void> {
  expect({ rows, findings, written: contents(out) }).toEqual(await freshOf());
}

function contents(folder: string): Readonly<Record<string, string>> {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
  return Object.fromEntries(
    paths.filter((path) => path !== ".outcomes").map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}

function edit(name: string, change: (text: string) => string): void {
  const path = join(files, name);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${name} does not hold what is changed`);
  writeFileSync(path, after);
}

describe("outcomeCache", () => {
  test("makes every file at first", async () => {
    expect(first.made).toEqual(FILES);
    await expectFresh(first);
  });

  test("makes nothing again of what is as it was, to the byte and the finding", async () => {
    const second = await run();
    expect(second.made).toEqual([]);
    await expectFresh(second);
  });

  test("makes the one file that changed", async () => {
    edit("new-cluster.yaml", (text) => text.replace(/^cluster_version: .*$/m, 'cluster_version: "1.30"'));
    const second = await run();
    expect(second.made).toEqual(["new-cluster.yaml"]);
    await expectFresh(second);
  });

  test("is not asked, and not written, with --no-cache", async () => {
    const before = readFileSync(join(out, ".outcomes"), "utf8");
    edit("new-cluster.yaml", (text) => `${text}# more\n`);
    expect((await run({ cache: false })).made).toEqual(FILES);
    expect(readFileSync(join(out, ".outcomes"), "utf8")).toBe(before);
  });

  test("makes all again where the program is another", async () => {
    jest.mocked(program.programDigest).mockReturnValueOnce("another");
    const second = await run();
    expect(second.made).toEqual(FILES);
    await expectFresh(second);
  });

  test("makes those again whose acceptances end between the two days, and those alone", async () => {
    const accepting = FILES.filter((name) => readFileSync(join(SAMPLES, name), "utf8").includes("\naccept:"));
    const late = { today: "2099-01-01" };
    expect((await run({ today: "2026-11-23" })).made).toEqual([]);
    const second = await run(late);
    expect(second.made).toEqual(accepting);
    expect(second.synthesis.findings.map(({ code }) => code)).toContain("accept-expired");
    expect(second.synthesis.rows).toEqual([]);
    const { findings } = await synthesizedTo(join(root, "fresh"), files, { ...late, cache: false });
    expect(second.synthesis.findings).toEqual(findings);
  });

  test("makes all again where the fleet's rules are others, and tells what these say", async () => {
    writeFileSync(join(files, "fleet.yaml"), 'rings: [{ name: all, clusters: ["**"] }]\n');
    const second = await run();
    expect(second.made).toEqual(FILES);
    await expectFresh(second);
    expect((await run()).made).toEqual([]);
    writeFileSync(join(files, "fleet.yaml"), 'admins: { only: ["arn:aws:iam::{account}:role/nobody"] }\n');
    const third = await run();
    expect(third.made).toEqual(FILES);
    expect(third.synthesis.rows).toEqual([]);
    expect(third.synthesis.findings.map(({ code }) => code)).toContain("fleet-admin-unlisted");
  });

  test("tells of a second file with the backend of one that is kept", async () => {
    const text = readFileSync(join(files, "demo-eks-cluster.yaml"), "utf8");
    writeFileSync(join(files, "other.yaml"), text.replace("cluster_name: demo-eks-cluster", "cluster_name: other"));
    const { made, synthesis } = await run();
    expect(made).toEqual(["other.yaml"]);
    expect(synthesis.findings.filter(({ code }) => code === "state-shared").map(({ file }) => file)).toEqual([
      `${files}/other.yaml`,
    ]);
    expect(synthesis.rows).toEqual([]);
  });

  test.each([
    ["a line is torn", (text: string) => text.slice(0, text.lastIndexOf("\n") - 40), 1],
    ["a line is wrong", (text: string) => text.replace('"code":', '"c0de":'), 1],
    ["it is no cache at all", () => "{}\n\0", FILES.length],
  ])("makes what it does not have where %s", async (_, change, count) => {
    const path = join(out, ".outcomes");
    writeFileSync(path, change(readFileSync(path, "utf8")));
    const second = await run();
    expect(second.made).toHaveLength(count);
    await expectFresh(second);
  });

  test("makes a stack again that does not stand in the output as it was written", async () => {
    appendFileSync(join(out, "stacks/new-cluster/cdk.tf.json"), " ");
    rmSync(join(out, "stacks/orders-cluster"), { recursive: true });
    const second = await run();
    expect(second.made).toEqual(["new-cluster.yaml", "orders-cluster.yaml"]);
    await expectFresh(second);
  });

  test("keeps what was written where a run is refused in between", async () => {
    edit("new-cluster.yaml", (text) => `${text}nonsense: 1\n`);
    expect((await run()).synthesis.findings.map(({ code }) => code)).toContain("key-unknown");
    edit("new-cluster.yaml", (text) => text.replace("nonsense: 1\n", ""));
    expect((await run()).made).toEqual([]);
  });
});
