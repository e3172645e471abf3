import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli } from "../../support/cli/in-process";
import { memberText } from "../../support/fleets/fleet-folder";
import { pictureFleet } from "../../support/fleets/picture-fleet";

/** What shows the page that `status --format html` writes. */
const BROWSER = process.env.CHROMIUM ?? "chromium";
const EVIL = "</script><img src=x onerror=document.title='taken'>";

async function pageOf(edit: (fleet: ReturnType<typeof pictureFleet>) => void = () => undefined): Promise<string> {
  const fleet = pictureFleet();
  try {
    edit(fleet);
    return (await cli(["status", "--verified", "verified", "--format", "html"], { cwd: fleet.cwd })).stdout;
  } finally {
    fleet.remove();
  }
}

/** The document once its script has run. */
function shownBy(page: string): string {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-page-"));
  try {
    const file = join(folder, "status.html");
    writeFileSync(file, page);
    const options = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${folder}/profile`];
    const run = spawnSync(BROWSER, [...options, "--dump-dom", `file://${file}`], {
      encoding: "utf8",
      timeout: 120_000,
    });
    if (run.error !== undefined) throw run.error;
    if (run.status !== 0) throw new Error(`chromium: ${run.stderr}`);
    return run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the page of status in a browser", () => {
  test("shows a button for each cluster, one of which takes the focus, and what it is to whoever hears it", async () => {
    const shown = shownBy(await pageOf());
    expect(shown.match(/class="chip [a-z]+"/g)).toHaveLength(9);
    expect(shown.match(/<button[^>]*class="chip[^>]*tabindex="0"/g)).toHaveLength(1);
    expect(shown).toContain('aria-label="staging/checkout, entries, wave 2 of 2, blocked, 0 on rows, verified"');
    expect(shown).toContain('aria-label="ring 3 of 3, prod, config-map"');
  }, 180_000);

  test("runs nothing that a file says: the policy of the page lets its own script run alone", async () => {
    const page = await pageOf((fleet) => {
      const where = { stage: "entries", account: "111111111111", owner: JSON.stringify(EVIL) } as const;
      fleet.write("clusters/dev/search.yaml", memberText("search", where));
    });
    const shown = shownBy(page);
    expect(shown).toContain("<title>eks-access: the fleet</title>");
    expect(shown).not.toContain("<img");
    const attacked = shownBy(page.replace("<main", "<img src=x onerror=\"document.title='taken'\"><main"));
    expect(attacked).toContain("<img");
    expect(attacked).toContain("<title>eks-access: the fleet</title>");
  }, 180_000);
});
