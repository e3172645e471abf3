import { cli } from "../support/cli/in-process";
import { schemaErrors } from "../support/cli/output-schema";
import { FleetFolder, memberText } from "../support/fleets/fleet-folder";
import { fieldsOf, listOf } from "../support/fleets/json-fields";

let fleet: FleetFolder;
beforeEach(() => {
  fleet = FleetFolder.ofRings("retire");
});
afterEach(() => {
  fleet.remove();
});

const typed = (command: string) => cli(command.split(" "), { cwd: fleet.cwd });

describe("status, of a cluster at a stage that its ring would not let it take", () => {
  const AHEAD =
    "a stage that its ring does not let it take yet: ring `prod` waits for ring `staging`: cluster `staging/shop` is at dual, expected retire";

  test("says so as check does, in text", async () => {
    const { stdout, exitCode } = await typed("status");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("ring 3 of 3, prod: 1 cluster (1 retire), 1 ahead of its ring, 0 verified");
    expect(stdout.slice(0, stdout.indexOf("ring 3 of 3"))).not.toContain("ahead");
    expect(stdout).toContain("ring-ahead: ");
    expect((await typed("check clusters")).stdout).toContain(AHEAD);
  });

  test("counts several of one ring", async () => {
    fleet.write("clusters/prod/cart.yaml", memberText("cart", { stage: "retire", account: "333333333333" }));
    expect((await typed("status")).stdout).toContain("2 clusters (2 retire), 2 ahead of their ring");
  });

  test("says so in its JSON, by its schema", async () => {
    const { stdout } = await typed("status --format json");
    expect(schemaErrors("status", stdout)).toEqual([]);
    const { clusters, rings } = fieldsOf(JSON.parse(stdout));
    const [, prod, staging] = listOf(clusters).map(fieldsOf);
    expect(prod).toMatchObject({
      path: "prod/shop",
      blockers: [],
      ahead: { code: "ring-ahead", severity: "warning", file: "clusters/prod/shop.yaml", message: AHEAD },
    });
    expect(staging).not.toHaveProperty("ahead");
    expect(rings).toMatchObject([{ ahead: 0 }, { ahead: 0 }, { name: "prod", ahead: 1 }]);
  });

  test("says so in Markdown", async () => {
    const { stdout } = await typed("status --format markdown");
    expect(stdout).toContain("1 ahead of its ring");
    expect(stdout.split("\n").filter((line) => line.includes("ring-ahead: "))).toEqual([
      expect.stringContaining("| `prod/shop` |"),
    ]);
  });

  test("says so on the page: its card has a mark, its cluster the sentence", async () => {
    const { stdout } = await typed("status --format html");
    const [, data = ""] = /id="data">(.*?)<\/script>/s.exec(stdout) ?? [];
    const { texts, rings } = fieldsOf(JSON.parse(data));
    const marks = listOf(rings).map((ring) => listOf(fieldsOf(ring).clusters).map((one) => fieldsOf(one).a));
    const sentence = listOf(texts).indexOf(`ring-ahead: ${AHEAD}`);
    expect(sentence).toBeGreaterThan(-1);
    expect(marks).toEqual([[[]], [[]], [[sentence]]]);
  });
});
