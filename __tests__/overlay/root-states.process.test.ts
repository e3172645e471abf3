import { existsSync } from "node:fs";
import { join } from "node:path";
import { compileCli } from "../support/cli/compiled-cli";
import { beside, ROOT_S3, S3, SHARED } from "../support/overlay/root-with-state";

describe("a stack with the state of a root module that another file is laid over", () => {
  test("is refused by synth", async () => {
    const { cwd } = beside(ROOT_S3, S3);
    const { stderr, exitCode } = await compileCli().run(["synth", "clusters"], { cwd });
    expect([exitCode, existsSync(join(cwd, "cdktf.out/manifest.json"))]).toEqual([1, false]);
    expect(stderr).toContain(SHARED);
  });
});
