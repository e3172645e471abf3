import { createHash } from "node:crypto";
import { join } from "node:path";
import { cli } from "../support/cli/in-process";
import { schemaErrors } from "../support/cli/output-schema";
import { FleetFolder, memberText } from "../support/fleets/fleet-folder";
import { fieldsOf, listOf } from "../support/fleets/json-fields";

let fleet: FleetFolder;
beforeEach(() => {
  fleet = FleetFolder.ofRings("config-map");
});
afterEach(() => {
  fleet.remove();
});

const typed = (command: string) => cli(command.split(" "), { cwd: fleet.cwd });

/** What the JSON says of one cluster. */
async function clusterOf(path: string, more = ""): Promise<Readonly<Record<string, unknown>>> {
  const { stdout } = await typed(`status --format json${more}`);
  expect(schemaErrors("status", stdout)).toEqual([]);
  const clusters = listOf(fieldsOf(JSON.parse(stdout)).clusters).map(fieldsOf);
  return clusters.find((one) => one.path === path) ?? {};
}

describe("status", () => {
  test("tells of each ring and cluster where it is, who is left on rows, and what may be next", async () => {
    for (const name of ["dev/shop", "staging/shop"]) fleet.verify(name);
    const { exitCode, stdout, stderr } = await typed("status --verified verified");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const today = new Date().toISOString().slice(0, 10);
    expect(stdout.replaceAll(today, "2026-11-22"))
      .toBe(`ring 1 of 3, dev: 1 cluster (1 entries), 1 verified, 0 principals on rows, 1 may advance

cluster   stage                 on rows  next
────────  ────────────────────  ───────  ─────────────────────────────────────────
dev/shop  entries, wave 2 of 2  nobody   advance to retire
platform  verified 2026-11-22            eks-access advance clusters/dev/shop.yaml

ring 2 of 3, staging: 1 cluster (1 dual), 1 verified, 2 principals on rows, 1 may advance

cluster       stage                on rows                          next
────────────  ───────────────────  ───────────────────────────────  ───────────────────────────────
staging/shop  dual                 role break-glass (mapRoles[0]),  advance to entries, wave 1 of 2
platform      verified 2026-11-22   role developers (mapRoles[1])   eks-access advance clusters/
                                                                     staging/shop.yaml

ring 3 of 3, prod: 1 cluster (1 config-map), 0 verified, 2 principals on rows, 0 may advance

cluster    stage         on rows                               next
─────────  ────────────  ────────────────────────────────────  ────────────────────────────────────
prod/shop  config-map    role break-glass (mapRoles[0]), role  no result of verify names it
platform   not verified   developers (mapRoles[1])             eks-access verify clusters/prod/
                                                                shop.yaml --format json
`);
  });

  test("says where each is in its JSON, by its schema", async () => {
    expect(await clusterOf("staging/shop")).toMatchObject({
      file: "clusters/staging/shop.yaml",
      cluster_name: "shop",
      account_id: "222222222222",
      region: "eu-west-1",
      owner: "platform",
      ring: "staging",
      at: { stage: "dual" },
      finished: false,
      blockers: [],
      on_rows: [
        { arn: "arn:aws:iam::222222222222:role/break-glass", name: "role break-glass", row: "mapRoles[0]" },
        { arn: "arn:aws:iam::222222222222:role/developers", name: "role developers", row: "mapRoles[1]" },
      ],
      verified: { state: "none" },
      next: { kind: "wait", stage: "entries" },
    });
    const { stdout } = await typed("status --format json");
    expect(JSON.parse(stdout)).toMatchObject({
      rings: [
        { name: "dev", clusters: 1, stages: { entries: 1 }, blocked: 0, verified: 0, on_rows: 0, may_advance: 1 },
        { name: "staging", stages: { dual: 1 }, on_rows: 2, may_advance: 0 },
        { name: "prod", stages: { "config-map": 1 }, on_rows: 2, may_advance: 0 },
      ],
      findings: [],
    });
  });

  test("of a wave that is not in its principals are on rows, and those alone", async () => {
    fleet.write("clusters/dev/shop.yaml", memberText("shop", { stage: "entries", wave: 1 }));
    expect(await clusterOf("dev/shop")).toMatchObject({
      at: { stage: "entries", wave: { in: 1, of: 2 } },
      on_rows: [{ name: "role developers", row: "mapRoles[1]" }],
      next: { kind: "advance", words: "advance to entries, wave 2 of 2" },
    });
  });

  test.each<[string, () => void, object]>([
    [
      "a blocker of its own stage",
      () =>
        fleet.write(
          "clusters/dev/shop.yaml",
          memberText("shop", { stage: "entries" }).replace("2099-01-01", "2020-01-01"),
        ),
      { kind: "mend", words: "mend or accept masters-by-name", command: "eks-access check clusters/dev/shop.yaml" },
    ],
    [
      "the gate of the next stage",
      () => {
        const text = memberText("shop", { stage: "entries" });
        fleet.write("clusters/dev/shop.yaml", text.replace(/ {2}expected: .*\n/, ""));
        fleet.verify("dev/shop");
      },
      { kind: "mend", words: "the gate of retire refuses it: creator-unknown", stage: "retire" },
    ],
    ["no result of verify", () => undefined, { kind: "verify", words: "no result of verify names it" }],
    [
      "a result that is not complete",
      () => fleet.verify("dev/shop", { isComplete: false }),
      { kind: "verify", words: "the verdict says that the step is not complete" },
    ],
    [
      "a result older than the ring that waits for it allows",
      () => fleet.verify("dev/shop", { at: Date.now() - 4 * 86_400_000 }),
      { kind: "verify", words: expect.stringContaining("expected the last 3 days") },
    ],
    [
      "nothing, at the end",
      () => {
        fleet.write("clusters/dev/shop.yaml", memberText("shop", { stage: "done" }));
        fleet.verify("dev/shop");
      },
      { kind: "finish", command: "eks-access finish clusters/dev/shop.yaml" },
    ],
  ])("says what stands in the way first: %s", async (_, change, next) => {
    fleet.write("verified/other.json", "{}");
    change();
    const { next: told } = await clusterOf("dev/shop", " --verified verified");
    expect(told).toMatchObject(next);
  });

  test("of a cluster without migration tells that it has finished, or has never begun", async () => {
    const text = (mode: string) =>
      `cluster_name: shop\nrender: access\nauthentication_mode: ${mode}\nterraform: { account_id: "111111111111", region: eu-west-1 }\n`;
    fleet.write("clusters/dev/shop.yaml", text("API"));
    expect(await clusterOf("dev/shop")).toMatchObject({ finished: true, next: { kind: "nothing" } });
    fleet.write("clusters/dev/shop.yaml", text("API_AND_CONFIG_MAP"));
    expect(await clusterOf("dev/shop")).toMatchObject({ finished: false, next: { kind: "nothing" } });
    expect(await clusterOf("staging/shop")).toMatchObject({ next: { kind: "wait" } });
  });

  test("tells of a file with errors, fails, and tells of the others all the same", async () => {
    fleet.write("clusters/dev/shop.yaml", "cluster_name: shop\nnonsense: 1\n");
    const { exitCode, stdout } = await typed("status");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("unreadable");
    expect(await clusterOf("staging/shop")).toMatchObject({
      next: {
        words: "ring `staging` waits for ring `dev`: cluster `dev/shop` cannot be read: eks-access check says why",
      },
    });
  });

  test("a blocker is told and fails nothing; two files of one cluster, and a fleet.yaml that is wrong, do", async () => {
    fleet.write("clusters/dev/shop.yaml", memberText("shop", { stage: "entries" }).replace("2099-01-01", "2020-01-01"));
    expect(await typed("status")).toMatchObject({ exitCode: 0 });
    fleet.write("clusters/prod/shop.yaml", memberText("shop", { stage: "entries" }));
    expect(await typed("status")).toMatchObject({ exitCode: 1 });
    expect(await clusterOf("prod/shop")).toMatchObject({
      next: { kind: "mend", words: "mend or accept cluster-name-twice" },
    });
    fleet.write("clusters/fleet.yaml", "rings: 7\n");
    expect(await typed("status")).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining("fleet.yaml:1:8 rings: wrong type"),
    });
  });

  test("without rings is one list of all clusters", async () => {
    fleet.write("clusters/fleet.yaml", 'admins: { only: ["arn:aws:iam::{account}:role/break-glass"] }\n');
    expect((await typed("status")).stdout).toContain(
      "the fleet: 3 clusters (1 config-map, 1 dual, 1 entries), 0 verified, 4 principals on rows, 3 may advance",
    );
  });

  test("as Markdown is a table a ring, in which no text of a file is markup", async () => {
    fleet.write("clusters/dev/shop.yaml", memberText("shop", { stage: "entries", owner: '"| @all <b>*x*"' }));
    const { stdout } = await typed("status --format markdown");
    expect(stdout).toContain("### ring 1 of 3, dev: 1 cluster \\(1 entries\\), 0 verified");
    expect(stdout).toContain(
      "| `dev/shop` | &#124; @&#8203;all &#60;b&#62;\\*x\\* | entries, wave 2 of 2 | nobody | none | none |",
    );
  });

  test("--output writes a file whole; a folder within the fleet is refused", async () => {
    expect(await typed("status --format html --output status.html")).toMatchObject({ exitCode: 0, stdout: "" });
    expect(fleet.read("status.html")).toContain("<!doctype html>");
    const { exitCode, stderr } = await typed("status clusters/dev");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("clusters/dev: a folder within a fleet, expected its top");
  });
});

describe("status --verified", () => {
  test.each(["", "{}", "[]", "not JSON", '{"command":"check"}'])(
    "refuses a file that is no result of verify: %s",
    async (text) => {
      fleet.write("wrong.json", text);
      const { exitCode, stdout, stderr } = await typed("status --verified wrong.json");
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toContain("wrong.json: the verdict is no output of eks-access verify --format json");
    },
  );

  test("leaves other files of a folder alone", async () => {
    fleet.write("results/other.json", "{}");
    expect((await typed("status --verified results")).exitCode).toBe(0);
  });
});

describe("status --format html", () => {
  const EVIL = "</script><img src=x onerror=alert(1)><!--";

  async function page(): Promise<string> {
    return (await typed("status --format html")).stdout;
  }

  test("needs no network: nothing in it names another place, but the account's ARNs", async () => {
    expect((await page()).replace(/"data">.*?<\/script>/s, "")).not.toMatch(/https?:|src=|href="(?!#)|@import|url\(/);
  });

  test("lets no other script or style run than its own, by the hashes of its policy, and has no handler in an attribute", async () => {
    const html = await page();
    const hash = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
    const [, style = ""] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
    const [, script = ""] = /<script>(.*?)<\/script>/s.exec(html) ?? [];
    expect(html).toContain(
      `content="default-src 'none'; script-src '${hash(script)}'; style-src '${hash(style)}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html.replace(/<script.*?<\/script>/gs, "")).not.toMatch(/<[^>]+\s(?:on\w+|style)=/i);
  });

  test("keeps what files say in one block of JSON that nothing in it ends", async () => {
    const owner = JSON.stringify(EVIL);
    fleet.write("clusters/dev/shop.yaml", memberText("shop", { stage: "entries", owner }));
    const html = await page();
    expect(html).not.toContain("<img");
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    const [, data = ""] = /id="data">(.*?)<\/script>/s.exec(html) ?? [];
    expect(fieldsOf(JSON.parse(data)).texts).toContain(EVIL);
  });

  test("has a button for the dark theme with one label, whose pressed state is shown and told", async () => {
    const html = await page();
    expect(html).toContain('<button id="theme" type="button" aria-pressed="false">Dark theme</button>');
    expect(html).toContain("button[aria-pressed=true]{background:var(--link)");
    expect(html).toContain('system.addEventListener("change", showTheme);');
  });

  test("writes texts by textContent alone: its script knows no way to make markup", async () => {
    const [, script = ""] = /<script>(.*?)<\/script>/s.exec(await page()) ?? [];
    expect(script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setAttribute\("(?:on|style|href|src)/,
    );
  });

  test("of many clusters that are alike holds their cells once", async () => {
    const size = async () => (await page()).length;
    const one = await size();
    for (let i = 0; i < 100; i++) {
      fleet.write(`clusters/dev/c${i}.yaml`, memberText(`c${i}`, { stage: "entries", account: "111111111111" }));
    }
    expect(((await size()) - one) / 100).toBeLessThan(400);
  });

  test("does not change with the machine: the same files and day give the same bytes", async () => {
    const other = join(fleet.cwd, "..");
    expect(await page()).toBe(
      (await cli(["status", join(fleet.cwd, "clusters"), "--format", "html"], { cwd: other })).stdout.replaceAll(
        `${fleet.cwd}/`,
        "",
      ),
    );
  });
});
