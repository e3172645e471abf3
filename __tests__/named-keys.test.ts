import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clusterFile } from "../lib/inventory/schema/cluster-file";
import { childOf, keysOf, type Schema } from "../lib/inventory/schema/schema-walk";

const ROOT = join(__dirname, "..");
/** Sections whose names nothing else begins with: `module.eks` and `overlay.md` are no keys. */
const SECTIONS = ["migration", "aws_auth", "adopt", "terraform"];
/** Files, and arguments of HCL. */
const NO_KEY = /^terraform\.(?:tfstate|tfvars|required_\w+)/;

/** `migration.waves`, where a text names it. */
function keysIn(text: string): string[] {
  const named = new RegExp(`(?<![\\w./$-])(?:${SECTIONS.join("|")})(?:\\.[a-z_][a-z_\\d]*)+\\b(?![\\w([])`, "g");
  return [...text.matchAll(named)].map(([key]) => key).filter((key) => !NO_KEY.test(key));
}

function isKey(path: string): boolean {
  let place: Schema = clusterFile;
  return path.split(".").every((step) => {
    const known = keysOf(place);
    const isKnown = known === undefined || known.includes(step);
    place = childOf(place, step);
    return isKnown;
  });
}

function pagesIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w/])docs\/[\w/-]+\.(?:md|ya?ml)\b/g)].map(([page]) => page);
}

function textsOf(folder: string, extension: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(extension))
    .map((name) => readFileSync(join(ROOT, folder, name), "utf8"));
}

describe("what messages, helps and pages name", () => {
  const sources = ["lib", "stacks"].flatMap((folder) => textsOf(folder, ".ts"));

  test("are keys that a cluster file has", () => {
    const keys = [...sources, ...textsOf("docs", ".md"), readFileSync(join(ROOT, "README.md"), "utf8")].flatMap(keysIn);
    expect(keys.length).toBeGreaterThan(200);
    expect([...new Set(keys)].filter((key) => !isKey(key))).toEqual([]);
  });

  test("are pages that the repository has", () => {
    const pages = new Set(sources.flatMap(pagesIn));
    expect(pages).toContain("docs/glossary.md");
    expect([...pages].filter((page) => !existsSync(join(ROOT, page)))).toEqual([]);
  });

  test("a wrong one is seen", () => {
    const named = keysIn(
      "write `migration.wafes`, terraform.backend.s3.bucket or aws_auth.aws_auth_roles; module.migration.x",
    );
    expect(named.map((key) => [key, isKey(key)])).toEqual([
      ["migration.wafes", false],
      ["terraform.backend.s3.bucket", true],
      ["aws_auth.aws_auth_roles", true],
    ]);
    expect(pagesIn("docs/fleets.md says more, and docs/ci/README.md")).toEqual(["docs/fleets.md", "docs/ci/README.md"]);
  });
});
