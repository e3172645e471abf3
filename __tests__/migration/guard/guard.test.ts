import { CATALOGUE } from "../../../lib/finding/catalogue";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { GUARDS } from "../../../lib/migration/guard/guards";

describe("GUARDS", () => {
  test("are one for each code, each with a stage", () => {
    const codes = GUARDS.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)]);
    expect(GUARDS.filter(({ stages }) => stages.length === 0)).toEqual([]);
  });
});

/** Every file of a folder that is named after a guard. */
const filesOf = (folder: string): string[] => {
  const codes: readonly string[] = GUARDS.map(({ code }) => code);
  const files = readdirSync(join(__dirname, "../../..", folder), { recursive: true, encoding: "utf8" });
  return files.map((file) => basename(file, ".ts")).filter((stem) => codes.includes(stem));
};

describe("a guard", () => {
  test("is one file, named by its code, and one that compiles it", () => {
    const codes = GUARDS.map(({ code }) => code).sort();
    expect(filesOf("lib/migration/guard").sort()).toEqual(codes);
    expect(filesOf("lib/guards").sort()).toEqual(codes);
  });

  test("has its code and its sentences in its own file alone, and its meaning in the catalogue", () => {
    const texts = ["lib", "stacks"].flatMap((folder) =>
      readdirSync(join(__dirname, "../../..", folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => [`${folder}/${file}`, readFileSync(join(__dirname, "../../..", folder, file), "utf8")] as const),
    );
    const printing = texts.filter(([, text]) => /\[[a-z-]+\]\.[`"]/.test(text)).map(([file]) => file);
    expect(printing).toEqual([]);
    const saying = (sentence: string) => texts.filter(([, text]) => text.includes(sentence)).map(([file]) => file);
    for (const { code, advice } of GUARDS) {
      const own = saying(advice).map((file) => file.replace(/^lib\/migration\/guard\/(aws-auth\/|entries\/)?/, ""));
      expect(own).toEqual([`${code}.ts`]);
      expect(saying(CATALOGUE[code].meaning)).toEqual(["lib/finding/codes/guard-codes.ts"]);
    }
  });

  test("knows nothing of the gate, which knows the codes of guards", () => {
    const folder = join(__dirname, "../../../lib/migration/guard");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const knowing = files.filter((file) => /from "(\.\.\/)+gate/.test(readFileSync(join(folder, file), "utf8")));
    expect(knowing).toEqual([]);
  });
});
