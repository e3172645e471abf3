import { CATALOGUE } from "../../../lib/finding/catalogue";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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
  const stems = readdirSync(join(__dirname, "../../..", folder)).map((file) => file.replace(/\.ts$/, ""));
  return stems.filter((stem) => codes.includes(stem));
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
      expect(saying(advice)).toEqual([`lib/migration/guard/${code}.ts`]);
      expect(saying(CATALOGUE[code].meaning)).toEqual(["lib/finding/codes/guard-codes.ts"]);
    }
  });

  test("knows nothing of the gate, which knows the codes of guards", () => {
    const folder = join(__dirname, "../../../lib/migration/guard");
    const knowing = readdirSync(folder).filter((file) =>
      readFileSync(join(folder, file), "utf8").includes('from "../gate'),
    );
    expect(knowing).toEqual([]);
  });
});
