import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { FleetFolder, memberText, RINGS } from "../../support/fleets/fleet-folder";
import { cli } from "../../support/cli/in-process";
import { schemaErrors } from "../../support/cli/output-schema";

const DAY = 24 * 60 * 60 * 1000;

let fleet: FleetFolder;
beforeEach(() => {
  fleet = new FleetFolder();
  fleet.write("clusters/fleet.yaml", RINGS);
  for (const name of ["a", "b"]) {
    fleet.write(`clusters/dev/${name}.yaml`, memberText(name, { stage: "entries", account: "111111111111" }));
    fleet.write(`clusters/staging/${name}.yaml`, memberText(name, { stage: "dual", account: "222222222222" }));
    fleet.write(`clusters/prod/${name}.yaml`, memberText(name, { stage: "config-map", account: "333333333333" }));
  }
});
afterEach(() => {
  fleet.remove();
});

const typed = (command: string) => cli(command.split(" "), { cwd: fleet.cwd });
const stageOf = (name: string): string | undefined =>
  /stage: (.*(?:\n {2}waves.*\n {2}wave: \d)?)/.exec(fleet.read(`clusters/${name}.yaml`))?.[1];

describe("advance --ring", () => {
  test("steps every cluster of the first ring, which waits for nobody", async () => {
    const { exitCode, stdout, stderr } = await typed("advance --ring 1");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toBe(`ring 1, dev: 2 stepped, 0 not, 0 arrived
  clusters/dev/a.yaml: entries, wave 2 of 2 -> retire
  clusters/dev/b.yaml: entries, wave 2 of 2 -> retire

each file is one plan: apply it, then verify, before its ring steps again
`);
    expect(["dev/a", "dev/b", "staging/a"].map(stageOf)).toEqual(["retire", "retire", "dual"]);
  });

  test("holds a ring whose ring before is not verified, and changes no byte of it", async () => {
    const before = fleet.read("clusters/staging/a.yaml");
    fleet.verify("dev/a");
    const { exitCode, stdout } = await typed("advance --ring staging");
    expect(exitCode).toBe(1);
    expect(stdout).toBe(`ring 2, staging: 0 stepped, 2 not, 0 arrived

Not stepped
  clusters/staging/a.yaml: ring \`staging\` waits for ring \`dev\`: cluster \`dev/a\` is not verified: no result of verify names it; cluster \`dev/b\` is not verified: no result of verify names it
  clusters/staging/b.yaml: ring \`staging\` waits for ring \`dev\`: cluster \`dev/a\` is not verified: no result of verify names it; cluster \`dev/b\` is not verified: no result of verify names it
`);
    expect(fleet.read("clusters/staging/a.yaml")).toBe(before);
  });

  test("lets a ring go once the one before is verified, and with --verified each cluster of it too", async () => {
    for (const name of ["dev/a", "dev/b", "staging/a"]) fleet.verify(name);
    const { exitCode, stdout } = await typed("advance --ring 2 --verified verified");
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      "ring 2, staging: 1 stepped, 1 not, 0 arrived\n  clusters/staging/a.yaml: dual -> entries, wave 1 of 2\n",
    );
    expect(stdout).toContain(
      "clusters/staging/b.yaml: verified: the verdict is of another cluster, whose file has the same text".slice(0, 45),
    );
    expect(["staging/a", "staging/b"].map(stageOf)).toEqual([
      "entries\n  waves: [[break_glass], [developers]]\n  wave: 1",
      "dual",
    ]);
  });

  test.each<[string, () => void, string]>([
    [
      "is older than the gate's days",
      () => fleet.verify("dev/b", { at: Date.now() - 4 * DAY }),
      "cluster `dev/b` is not verified: the verdict is stale",
    ],
    [
      "is not complete",
      () => fleet.verify("dev/b", { isComplete: false }),
      "cluster `dev/b` is not verified: the verdict says that the step is not complete",
    ],
    [
      "is of an older text",
      () => {
        fleet.verify("dev/b");
        fleet.write("clusters/dev/b.yaml", `${fleet.read("clusters/dev/b.yaml")}# changed\n`);
      },
      "cluster `dev/b` is not verified: the verdict is of another text of this file",
    ],
    [
      "is of a cluster with an open blocker",
      () => {
        fleet.write(
          "clusters/dev/b.yaml",
          fleet.read("clusters/dev/b.yaml").replace("until: 2099-01-01", "until: 2020-01-01"),
        );
        fleet.verify("dev/b");
      },
      "cluster `dev/b` is refused at its own stage (masters-by-name)",
    ],
    [
      "is of a file that is wrong",
      () => fleet.write("clusters/dev/b.yaml", "cluster_name: b\nnonsense: 1\n"),
      "cluster `dev/b` cannot be read",
    ],
    [
      "is of a cluster that is behind",
      () => fleet.write("clusters/dev/b.yaml", memberText("b", { stage: "dual" })),
      "cluster `dev/b` is at dual, expected entries",
    ],
  ])("holds a ring where a result of the ring before %s", async (_, change, sentence) => {
    for (const name of ["dev/a", "dev/b", "staging/a", "staging/b"]) fleet.verify(name);
    change();
    const { exitCode, stdout } = await typed("advance --ring 2 --verified verified");
    expect(exitCode).toBe(1);
    expect(stdout).toContain(sentence);
    expect(["staging/a", "staging/b"].map(stageOf)).toEqual(["dual", "dual"]);
  });

  test("never goes further than the ring before: prod waits at dual for staging", async () => {
    for (const name of ["staging/a", "staging/b"]) fleet.verify(name);
    fleet.write("clusters/prod/a.yaml", memberText("a", { stage: "dual", account: "333333333333" }));
    for (const name of ["prod/a", "prod/b"]) fleet.verify(name);
    const { stdout } = await typed("advance --ring prod --verified verified --format json");
    expect(JSON.parse(stdout)).toMatchObject({
      command: "advance-ring",
      ring: { name: "prod", number: 3 },
      refused: true,
      clusters: [
        {
          outcome: "refused",
          refusal: { reason: expect.stringContaining("cluster `staging/a` is at dual, expected entries with 1 wave") },
        },
        { outcome: "written", from: { stage: "config-map" }, to: { stage: "dual" } },
      ],
    });
    expect(schemaErrors("advance-ring", stdout)).toEqual([]);
  });

  test("--dry-run says the same and writes nothing", async () => {
    const before = fleet.read("clusters/dev/a.yaml");
    const { stdout } = await typed("advance --ring 1 --dry-run");
    expect(stdout).toContain("ring 1, dev: 2 stepped, 0 not, 0 arrived");
    expect(stdout).toContain("dry run: nothing was written");
    expect(fleet.read("clusters/dev/a.yaml")).toBe(before);
  });

  test("tells of clusters that have arrived, and of those whose own gate refuses, and fails by these alone", async () => {
    fleet.write("clusters/dev/a.yaml", memberText("a", { stage: "done", account: "111111111111" }));
    expect((await typed("advance --ring 1")).stdout).toContain("ring 1, dev: 1 stepped, 0 not, 1 arrived");
    fleet.write("clusters/dev/b.yaml", memberText("b", { stage: "entries" }).replace(/ {2}expected: .*\n/, ""));
    const { exitCode, stdout } = await typed("advance --ring 1");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("creator-unknown");
  });

  test("a file that cannot be written hides no other, and is as it was", async () => {
    const target = `${"x".repeat(240)}.yaml`;
    fleet.write(`clusters/dev/far/${target}`, fleet.read("clusters/dev/a.yaml"));
    rmSync(join(fleet.cwd, "clusters/dev/a.yaml"));
    symlinkSync(`far/${target}`, join(fleet.cwd, "clusters/dev/a.yaml"));
    const { exitCode, stdout } = await typed("advance --ring 1");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("clusters/dev/a.yaml: clusters/dev/a.yaml: cannot be written: ");
    expect(["dev/a", "dev/b"].map(stageOf)).toEqual(["entries", "retire"]);
  });

  test.each([
    ["advance --ring 9", "--ring: expected one of 1 (dev), 2 (staging), 3 (prod), got `9`"],
    ["advance --ring 0", "got `0`"],
    ["advance --ring 1 clusters/dev", "clusters/dev: a folder within a fleet, expected its top"],
    ["advance --ring 1 clusters/dev/a.yaml", "clusters/dev/a.yaml: a file, expected the folder of a fleet"],
    ["advance --ring 1 --verified nowhere", "nowhere: cannot be read"],
    ["advance --ring 1 --past-gate", "expected one of the two"],
    ["advance", "expected a cluster file, or --ring"],
  ])("%s is refused as it is typed", async (command, sentence) => {
    const { exitCode, stderr } = await typed(command);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(sentence);
  });

  test("a ring of no cluster, and one whose name is a number, step nothing", async () => {
    fleet.write("clusters/fleet.yaml", RINGS.replace("staging/*", "nope/*"));
    const { exitCode, stderr } = await typed("advance --ring 2");
    expect({ exitCode, said: stderr.includes("--ring 2: no cluster is in it") }).toEqual({ exitCode: 1, said: true });
    fleet.write("clusters/fleet.yaml", RINGS.replace("name: dev", 'name: "2"'));
    expect((await typed("check clusters")).stdout).toContain("a number, expected a name, got `2` [name-invalid]");
    expect(await typed("advance --ring 2")).toMatchObject({ exitCode: 1 });
    expect(stageOf("dev/a")).toBe("entries");
  });

  test("a pipe among the results of verify is told, and not waited for", async () => {
    fleet.write("verified/a.json", "{}");
    execFileSync("mkfifo", [join(fleet.cwd, "verified/pipe.json")]);
    for (const command of ["advance --ring 1 --verified verified", "status clusters --verified verified"]) {
      const { exitCode, stderr } = await typed(command);
      expect([exitCode, stderr.includes("pipe.json: not a regular file, expected one")]).toEqual([2, true]);
    }
  });

  test("without rings, and with a fleet.yaml that is wrong, nothing steps", async () => {
    fleet.write("clusters/fleet.yaml", "rings: []\n");
    expect((await typed("advance --ring 1")).stderr).toContain("--ring: no rings");
    fleet.write("clusters/fleet.yaml", "ring: []\n");
    expect(await typed("advance --ring 1")).toMatchObject({ exitCode: 1 });
    expect(stageOf("dev/a")).toBe("entries");
  });
});

describe("advance FILE in a fleet with rings", () => {
  test("is refused where its ring is held, wherever it is typed", async () => {
    const { exitCode, stderr } = await typed("advance clusters/staging/a.yaml");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("ring `staging` waits for ring `dev`: cluster `dev/a` is not verified");
    expect(stageOf("staging/a")).toBe("dual");
    const within = await cli(["advance", "a.yaml"], { cwd: join(fleet.cwd, "clusters/staging") });
    expect(within.stderr).toContain("ring `staging` waits for ring `dev`");
  });

  test("goes with the results of both rings, and in the first ring without any", async () => {
    for (const name of ["dev/a", "dev/b", "staging/a"]) fleet.verify(name);
    expect(await typed("advance clusters/staging/a.yaml --verified verified")).toMatchObject({ exitCode: 0 });
    expect(await typed("advance clusters/dev/a.yaml")).toMatchObject({ exitCode: 0 });
  });

  test("--past-gate takes the one step, says what holds it, and asks its own gate all the same", async () => {
    const { exitCode, stderr } = await typed("advance clusters/staging/a.yaml --past-gate");
    expect(exitCode).toBe(0);
    expect(stderr).toContain("past the gate: ring `staging` waits for ring `dev`");
    expect(stageOf("staging/a")).toContain("entries");
    fleet.write(
      "clusters/staging/b.yaml",
      memberText("b", { stage: "entries", account: "222222222222" }).replace(/ {2}expected: .*\n/, ""),
    );
    expect(await typed("advance clusters/staging/b.yaml --past-gate")).toMatchObject({ exitCode: 1 });
  });

  test("back asks no gate", async () => {
    fleet.write("clusters/staging/a.yaml", memberText("a", { stage: "retire", account: "222222222222" }));
    expect(await typed("back clusters/staging/a.yaml")).toMatchObject({ exitCode: 0 });
  });
});
