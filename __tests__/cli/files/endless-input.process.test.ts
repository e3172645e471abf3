import { constants } from "node:buffer";
import { join } from "node:path";
import { cli } from "../../support/cli/cli-run";

const SAMPLES = join(__dirname, "../../../clusters");

// Half a gigabyte is read until it is too much: of all unit tests that would be the most expensive.
describe("inputs without end", () => {
  test.each([
    ["import", 64 * 1024 * 1024, []],
    ["check --live", 64 * 1024 * 1024, [join(SAMPLES, "console-cluster.yaml"), "--live"]],
    ["explain --rbac", 64 * 1024 * 1024, [join(SAMPLES, "console-cluster.yaml"), "--can", "get pods", "--rbac"]],
  ])("what has no end is not read to its end: %s", async (command, most, options) => {
    const [name = ""] = command.split(" ");
    expect(await cli([name, ...options, "/dev/zero"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `error /dev/zero: too large, expected at most ${most} bytes\n`,
    });
  });

  test("a plan without end is not read to its end", async () => {
    const { exitCode, stdout, stderr } = await cli(["review", "/dev/zero"]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(`error /dev/zero: too large, expected at most ${constants.MAX_STRING_LENGTH} bytes\n`);
  });
});
