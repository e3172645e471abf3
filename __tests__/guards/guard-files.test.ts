import { readdirSync } from "node:fs";
import { join } from "node:path";
import { GUARDS } from "../../lib/migration/guard/guards";

/** Files of a folder and its sub-rooms: `entries/entry-conflict.ts`. */
function filesOf(folder: string): string[] {
  return readdirSync(join(__dirname, "../../lib", folder), { recursive: true, encoding: "utf8" });
}

describe("the files of guards", () => {
  const codes = GUARDS.map(({ code }) => code);

  test.each(["migration/guard", "guards"])("each guard has one of its own name in lib/%s", (folder) => {
    const names = filesOf(folder).map((file) => file.split("/").at(-1));
    expect(codes.filter((code) => names.filter((name) => name === `${code}.ts`).length !== 1)).toEqual([]);
  });

  test("stand in the same sub-room of both", () => {
    const [models, compiled] = ["migration/guard", "guards"].map((folder) =>
      filesOf(folder).filter((file) => codes.some((code) => file.endsWith(`${code}.ts`))),
    );
    expect(models?.sort()).toEqual(compiled?.sort());
  });
});
