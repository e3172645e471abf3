import { Readable } from "node:stream";
import { hmacKey } from "../../../lib/cli/serve/hmac-key";
import { folderWith } from "../../support/cli/cli-run";

const LOCAL = { host: "127.0.0.1", port: 0, isLocal: true };

/** The key that a server takes from its environment, or from a file. */
async function keyOf({ variable, file }: { readonly variable?: string; readonly file?: string }) {
  const write = (): boolean => true;
  const world = { stdin: Readable.from([]), stdout: { write }, stderr: { write }, today: "2026-11-22" };
  const env = variable === undefined ? {} : { EKS_ACCESS_HMAC_KEY: variable };
  const cwd = folderWith(file === undefined ? {} : { key: file });
  return hmacKey({ ...world, env, cwd }, file === undefined ? {} : { hmacKeyFile: "key" }, LOCAL);
}

describe("hmacKey", () => {
  test.each(["key", "key\n", "key\r\n"])("is the text without the line break at its end: %j", async (text) => {
    expect(await keyOf({ variable: text })).toBe("key");
    expect(await keyOf({ file: text })).toBe("key");
  });

  test("keeps all else: blanks, and a line break in front of the last", async () => {
    expect(await keyOf({ variable: " k\n\n" })).toBe(" k\n");
    expect(await keyOf({ file: " k\n\n" })).toBe(" k\n");
  });

  test("of a file comes before that of the environment", async () => {
    expect(await keyOf({ variable: "one", file: "two" })).toBe("two");
  });
});
