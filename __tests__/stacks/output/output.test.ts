import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replaceOutput } from "../../../stacks/output/output";

const HOUR = 60 * 60 * 1000;

describe("replaceOutput", () => {
  let root = "";
  let out = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "output-"));
    out = join(root, "cdktf.out");
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const write = (folder: string, files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  const make = (files: Readonly<Record<string, string>>, isOutput = true) =>
    replaceOutput(out, (staging) => {
      write(staging, files);
      return { value: "made", isOutput };
    });
  const contents = (): Readonly<Record<string, string>> => {
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
    return Object.fromEntries(paths.map((path) => [path.slice(out.length + 1), readFileSync(path, "utf8")]));
  };

  const OLD = { "manifest.json": "old", "stacks/a/cdk.tf.json": "old a", "stacks/b/cdk.tf.json": "old b" };
  const NEW = { "manifest.json": "new", "stacks/a/cdk.tf.json": "new a", "stacks/c/cdk.tf.json": "new c" };

  test("writes an output where none was", () => {
    expect(make(NEW)).toBe("made");
    expect(contents()).toEqual(NEW);
    expect(readdirSync(out).sort()).toEqual(["manifest.json", "stacks"]);
  });

  test("replaces what it makes, and leaves alone what it does not", () => {
    write(out, { ...OLD, "stacks/a/terraform.tfstate": "{}", "stacks/a/.terraform/providers": "x" });
    make(NEW);
    expect(contents()).toEqual({
      ...OLD,
      ...NEW,
      "stacks/a/terraform.tfstate": "{}",
      "stacks/a/.terraform/providers": "x",
    });
  });

  test("what is made and is no output leaves nothing behind", () => {
    expect(make(NEW, false)).toBe("made");
    expect(existsSync(out)).toBe(false);
    write(out, OLD);
    make(NEW, false);
    expect(contents()).toEqual(OLD);
    expect(readdirSync(out)).toHaveLength(2);
  });

  test.each([
    ["a stack's file is a folder", "stacks/c/cdk.tf.json/x"],
    ["a stack's folder is a file", "stacks/c"],
    ["the manifest is a folder", "manifest.json/x"],
  ])("changes everything back where %s", (_, blocked) => {
    const old = { "stacks/a/cdk.tf.json": "old a", "stacks/b/cdk.tf.json": "old b", [blocked]: "in the way" };
    write(out, old);
    expect(make({ ...NEW, "stacks/b/cdk.tf.json": "new b" })).toMatchObject({
      path: out,
      reason: expect.stringMatching(/^(EISDIR|EEXIST|ENOTDIR|ENOTEMPTY|EPERM): /),
    });
    expect(contents()).toEqual(old);
    expect(
      readdirSync(join(out, "stacks"))
        .filter((name) => name !== "c")
        .sort(),
    ).toEqual(["a", "b"]);
    expect(readdirSync(out).filter((name) => name.startsWith("."))).toEqual([]);
  });

  describe("what a killed run left of its own folder", () => {
    const DEAD = spawnSync(process.execPath, ["-e", ""]).pid;
    const left = (name: string, age: number): void => {
      write(out, { ...OLD, [`${name}/stacks/a/cdk.tf.json`]: "half" });
      const then = new Date(Date.now() - age);
      utimesSync(join(out, name), then, then);
    };
    const hidden = (): string[] => readdirSync(out).filter((name) => name.startsWith("."));

    test.each([`.new-${DEAD}-a1B2c3`, ".new-a1B2c3"])("is deleted an hour later: %s", (name) => {
      left(name, HOUR + 60_000);
      make(NEW);
      expect(hidden()).toEqual([]);
      expect(contents()).toEqual({ ...OLD, ...NEW });
    });

    test.each([
      ["may be of a run on another machine", `.new-${DEAD}-a1B2c3`, HOUR - 60_000],
      ["is of a process that is there", `.new-${process.pid}-a1B2c3`, 9 * HOUR],
      ["has another name", ".new-a.b", 9 * HOUR],
    ])("stays where it %s", (_, name, age) => {
      left(name, age);
      make(NEW);
      expect(hidden()).toEqual([name]);
    });
  });

  describe("a link within the output", () => {
    const reason = expect.stringMatching(/^it is a link, expected a folder: /);
    const elsewhere = (): readonly string[] =>
      readdirSync(join(root, "elsewhere"), { recursive: true }).map(String).sort();
    beforeEach(() => {
      write(root, { "elsewhere/a/cdk.tf.json": "somebody's", "elsewhere/a/terraform.tfstate": "{}" });
      write(out, { "manifest.json": "old", "stacks/b/cdk.tf.json": "old b" });
    });

    test("in the place of a stack's folder is refused, and nothing is written through it", () => {
      symlinkSync(join(root, "elsewhere/a"), join(out, "stacks/a"));
      expect(make(NEW)).toEqual({ path: join(out, "stacks/a"), reason });
      expect(readFileSync(join(root, "elsewhere/a/cdk.tf.json"), "utf8")).toBe("somebody's");
      expect(readFileSync(join(out, "manifest.json"), "utf8")).toBe("old");
      expect(readdirSync(out).sort()).toEqual(["manifest.json", "stacks"]);
    });

    test("in the place of the folder of all stacks is refused too, and so is one that leads nowhere", () => {
      rmSync(join(out, "stacks"), { recursive: true });
      symlinkSync(join(root, "elsewhere"), join(out, "stacks"));
      expect(make(NEW)).toEqual({ path: join(out, "stacks"), reason });
      expect(elsewhere()).toEqual(["a", "a/cdk.tf.json", "a/terraform.tfstate"]);
      rmSync(join(out, "stacks"));
      symlinkSync("nowhere", join(out, "stacks"));
      expect(make(NEW)).toEqual({ path: join(out, "stacks"), reason });
    });

    test("in the place of a file is replaced, and what it leads to stays as it is", () => {
      write(out, { "stacks/a/terraform.tfstate": "{}" });
      symlinkSync(join(root, "elsewhere/a/cdk.tf.json"), join(out, "stacks/a/cdk.tf.json"));
      expect(make(NEW)).toBe("made");
      expect(readFileSync(join(out, "stacks/a/cdk.tf.json"), "utf8")).toBe("new a");
      expect(readFileSync(join(root, "elsewhere/a/cdk.tf.json"), "utf8")).toBe("somebody's");
    });

    test("of a stack that is not written stays, and the output itself may be one", () => {
      symlinkSync(join(root, "elsewhere/a"), join(out, "stacks/old"));
      expect(make(NEW)).toBe("made");
      renameSync(out, join(root, "real"));
      symlinkSync(join(root, "real"), out);
      expect(make({ ...NEW, "manifest.json": "newer" })).toBe("made");
      expect(readFileSync(join(root, "real/manifest.json"), "utf8")).toBe("newer");
      expect(elsewhere()).toEqual(["a", "a/cdk.tf.json", "a/terraform.tfstate"]);
    });
  });

  test("an output that cannot even begin is told with the folder", () => {
    writeFileSync(out, "a file");
    expect(make(NEW)).toEqual({ path: out, reason: expect.stringMatching(/^ENOTDIR: /) });
    expect(readFileSync(out, "utf8")).toBe("a file");
  });

  test("so is a folder in which this user may not write", () => {
    write(out, OLD);
    chmodSync(root, 0o755);
    chmodSync(out, 0o555);
    const made = asNobody(() => make(NEW));
    chmodSync(out, 0o755);
    expect(made).toEqual({ path: out, reason: expect.stringMatching(/^EACCES: /) });
    expect(contents()).toEqual(OLD);
    expect(readdirSync(out).sort()).toEqual(["manifest.json", "stacks"]);
  });

  test("a fault of the program is no fault of the disk", () => {
    expect(() =>
      replaceOutput(out, () => {
        throw new Error("a fault");
      }),
    ).toThrow("a fault");
    expect(existsSync(out)).toBe(false);
  });
});

/** Root may write everywhere: what it tries runs as the user without rights. */
function asNobody<Result>(run: () => Result): Result {
  if (process.geteuid?.() !== 0) return run();
  process.seteuid?.(65534);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}
