import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileChanged } from "../../.build/compile-changed.cjs";

const ROOT = join(__dirname, "../..");
const ENTRY =
  'import { word } from "../word";\nprocess.stdout.write(`${word} ${process.argv.slice(2).join(" ")}\\n`);\n';

let checkout: string;

/** A checkout in small: the command line is two files. */
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "eks-access-checkout-"));
  for (const name of [".build", ".swcrc"]) cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  write("package-lock.json", "{}");
  write("stacks/.keep", "");
  write("lib/table.json", "[1]");
  write("lib/word.ts", 'export const word: string = "one";\n');
  write("lib/cli/eks-access.ts", ENTRY);
});

afterEach(() => rmSync(checkout, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(join(checkout, file, ".."), { recursive: true });
  writeFileSync(join(checkout, file), text);
}

function compiled(file: string): string {
  return readFileSync(join(checkout, "dist", file), "utf8");
}

describe("compileChanged", () => {
  test("compiles everything at first, and nothing when nothing changed", () => {
    expect(compileChanged(checkout)).toBe(3);
    expect(compiled("lib/word.js")).toContain('"one"');
    expect(compiled("lib/table.json")).toBe("[1]");
    const written = statSync(join(checkout, "dist/lib/word.js")).mtimeMs;
    expect(compileChanged(checkout)).toBe(0);
    expect(statSync(join(checkout, "dist/lib/word.js")).mtimeMs).toBe(written);
  });

  test("compiles what changed alone, also where the new text is older and as long", () => {
    compileChanged(checkout);
    write("lib/word.ts", 'export const word: string = "two";\n');
    utimesSync(join(checkout, "lib/word.ts"), 1, 1);
    expect(compileChanged(checkout)).toBe(1);
    expect(compiled("lib/word.js")).toContain('"two"');
  });

  test("takes away what was compiled of a file that is gone, and the help that the build wrote", () => {
    compileChanged(checkout);
    write("dist/lib/cli/help/help.txt", "old");
    rmSync(join(checkout, "lib/table.json"));
    expect(compileChanged(checkout)).toBe(1);
    expect(existsSync(join(checkout, "dist/lib/table.json"))).toBe(false);
    expect(existsSync(join(checkout, "dist/lib/cli/help/help.txt"))).toBe(false);
    write("dist/lib/cli/help/help.txt", "new");
    expect(compileChanged(checkout)).toBe(0);
    expect(compiled("lib/cli/help/help.txt")).toBe("new");
  });

  test("compiles all of it again where packages or the compiler's settings changed", () => {
    compileChanged(checkout);
    write("package-lock.json", "{ }");
    expect(compileChanged(checkout)).toBe(3);
  });

  test("leaves the last version in place where a source cannot be compiled, and tries it again", () => {
    compileChanged(checkout);
    write("lib/word.ts", "export const word = ;\n");
    expect(() => compileChanged(checkout)).toThrow(/Expression expected/);
    expect(() => compileChanged(checkout)).toThrow(/Expression expected/);
    expect(compiled("lib/word.js")).toContain('"one"');
  });
});

describe("npm run eks-access", () => {
  function run(args: readonly string[], modules: string) {
    const env = { ...process.env, NODE_PATH: modules };
    const script = join(checkout, ".build/eks-access.cjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8", env });
    return { status, stdout, stderr };
  }

  test("runs the sources as they are now, with what was typed", () => {
    const modules = join(ROOT, "node_modules");
    expect(run(["check", "a b"], modules)).toEqual({ status: 0, stdout: "one check a b\n", stderr: "" });
    write("lib/word.ts", 'export const word: string = "two";\n');
    expect(run(["check"], modules)).toEqual({ status: 0, stdout: "two check\n", stderr: "" });
  });

  test("without the compiler runs what is compiled already, and refuses what changed since", () => {
    run([], join(ROOT, "node_modules"));
    expect(run(["check"], "")).toEqual({ status: 0, stdout: "one check\n", stderr: "" });
    write("lib/word.ts", 'export const word: string = "two";\n');
    const { status, stdout, stderr } = run(["check"], "");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("error the sources cannot be compiled: Cannot find module '@swc/core'");
    expect(stderr).toMatch(/\n {4}npm ci installs what compiles them\n$/);
  });
});
