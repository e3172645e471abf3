import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

jest.setTimeout(600_000);

describe("npm run docs:api", () => {
  test("writes a page of each stack and use case, and no doc comment makes it warn", () => {
    const out = mkdtempSync(join(tmpdir(), "eks-access-api-"));
    const { status, stderr } = spawnSync("npm", ["run", "--silent", "docs:api", "--", "--out", out], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const pages = ["classes/index.EksStack.html", "classes/index.AccessStack.html", "functions/index.check.html"];
    expect(pages.filter((page) => !existsSync(join(out, page)))).toEqual([]);
    rmSync(out, { recursive: true });
  });
});
