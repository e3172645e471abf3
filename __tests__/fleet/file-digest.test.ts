import { createHash } from "node:crypto";
import { digestOf } from "../../lib/fleet/file-digest";

const bytes = Buffer.from("cluster_name: demo\n");
const defaults = (...texts: readonly string[]) => ({
  bytes,
  defaults: texts.map((text) => ({ bytes: Buffer.from(text) })),
});

describe("digestOf", () => {
  test("is what sha256sum prints of a file without defaults", () => {
    expect(digestOf({ bytes })).toBe(`sha256:${createHash("sha256").update(bytes).digest("hex")}`);
    expect(digestOf(defaults())).toBe(digestOf({ bytes }));
  });

  test("is another one for each text of each defaults.yaml, and for their order", () => {
    const all = [
      [],
      ["owner: a\n"],
      ["owner: b\n"],
      ["owner: a\n", "tags: {}\n"],
      ["tags: {}\n", "owner: a\n"],
      ["owner: a\ntags: {}\n"],
    ];
    expect(new Set(all.map((texts) => digestOf(defaults(...texts)))).size).toBe(all.length);
  });
});
