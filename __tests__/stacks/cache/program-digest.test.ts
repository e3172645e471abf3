import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { preProcessFile } from "typescript";
import { UNREACHED } from "../../../stacks/cache/program-digest";

const ROOT = join(__dirname, "../../..");

/** Files that a file imports, in time or when it needs them, and those that these import. */
function reachedFrom(file: string, reached = new Set<string>()): ReadonlySet<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  for (const { fileName } of preProcessFile(readFileSync(join(ROOT, file), "utf8")).importedFiles) {
    if (!fileName.startsWith(".") || fileName.endsWith(".json")) continue;
    reachedFrom(`${posix.join(posix.dirname(file), fileName).replace(/\.js$/, "")}.ts`, reached);
  }
  return reached;
}

describe("programDigest", () => {
  test("leaves out no room by which a file comes to a stack, however it is imported", () => {
    const reached = [...reachedFrom("stacks/fleet.ts")];
    expect(reached).toEqual(expect.arrayContaining(["stacks/outcome.ts", "lib/overlay/make-overlays.ts"]));
    expect(reached.filter((file) => UNREACHED.some((room) => file.startsWith(`lib/${room}/`)))).toEqual([]);
    expect(reached.filter((file) => /^lib\/[^/]+\.ts$/.test(file))).toEqual([]);
  });

  test("names rooms that are there", () => {
    expect(readdirSync(join(ROOT, "lib"))).toEqual(expect.arrayContaining([...UNREACHED]));
  });
});
