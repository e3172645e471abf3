import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderWith } from "./support/cli/cli-run";
import { deadLinks, filesOf } from "./support/pages/page-links";

const ROOT = join(__dirname, "..");

jest.setTimeout(120_000);

/** Runs a program to its end; throws what it said where it fails. */
function run(cwd: string, program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ended with ${status ?? "a signal"}: ${stderr}`);
}

describe("the pages of the packed package", () => {
  let folder: string;
  let packed: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "eks-access-links-"));
    run(ROOT, "npm", ["pack", "--ignore-scripts", "--pack-destination", folder]);
    const [tarball = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    run(folder, "tar", ["-xzf", tarball]);
    packed = join(folder, "package");
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test("are those of the repository", () => {
    const pages = filesOf(packed, ".", ".md").filter((page) => !page.startsWith("dist"));
    const top = readdirSync(ROOT).filter((name) => name.endsWith(".md"));
    const below = ["docs", "examples"].flatMap((name) => filesOf(ROOT, name, ".md"));
    const own = [...top, ...below].filter((page) => !/^docs\/api\/|node_modules/.test(page));
    expect(pages.sort()).toEqual(own.sort());
  });

  test("have their links read: those to a page, a heading, a folder and a picture, and those that lead nowhere", () => {
    const good =
      "[a](docs/a.md) [b](docs/a.md#one-two) [c](docs) ![d](docs/d.png) [e](https://example.com/x.md) [f](#top)";
    const bad = "[a](docs/b.md) [b](docs/a.md#three) ![c](docs/c.png) [d](../outside.md) [e](#bottom)";
    const root = folderWith({
      "README.md": `# Top\n\n${good} ${bad}\n`,
      "docs/a.md": "## One `two`\n",
      "docs/d.png": "",
    });
    expect(deadLinks(root, "README.md")).toEqual([
      "docs/b.md",
      "docs/a.md#three",
      "docs/c.png",
      "../outside.md",
      "#bottom",
    ]);
  });

  test("have no link, and no picture, that leads out of the package, to nothing, or to no heading", () => {
    const dead = filesOf(packed, ".", ".md").flatMap((page) => deadLinks(packed, page).map((link) => [page, link]));
    expect(dead).toEqual([]);
  });

  test("bring no page of the API, no program of the tests and no state", () => {
    const odd = /^(docs\/api|__tests__|\.)|node_modules|tfstate|\.tgz$/;
    expect(filesOf(packed, ".", "").filter((file) => odd.test(file))).toEqual([]);
  });
});
