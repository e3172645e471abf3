import { homepage, ruleAddress } from "../../../lib/report/text/homepage";
import { folderWith } from "../../support/cli/cli-run";

/** What is read of a package.json with these lines. */
function read(fields: Readonly<Record<string, unknown>>): string | undefined {
  return homepage(folderWith({ "package.json": JSON.stringify(fields, undefined, 2) }));
}

describe("homepage", () => {
  test("is what package.json says, without an anchor and slashes at its end", () => {
    expect(read({ name: "a", homepage: "https://example.com/acme/a" })).toBe("https://example.com/acme/a");
    expect(read({ homepage: "https://example.com/acme/a#readme" })).toBe("https://example.com/acme/a");
    expect(read({ homepage: "https://example.com/acme/a//" })).toBe("https://example.com/acme/a");
  });

  test("is the package's own, however package.json is written", () => {
    const fields = { repository: { homepage: "https://example.com/other" }, homepage: "https://example.com/acme/a" };
    expect(read(fields)).toBe("https://example.com/acme/a");
    expect(homepage(folderWith({ "package.json": JSON.stringify(fields) }))).toBe("https://example.com/acme/a");
  });

  test("is none where there is no package.json, or none that can be read", () => {
    expect(homepage(folderWith({}))).toBeUndefined();
    expect(homepage(folderWith({ "package.json": '{ "homepage": "https://example.com' }))).toBeUndefined();
    expect(homepage(folderWith({ "package.json": "null" }))).toBeUndefined();
  });

  test.each([[{}], [{ homepage: "" }], [{ homepage: "http://example.com" }], [{ homepage: 3 }]])(
    "is none in %j",
    (fields) => {
      expect(read(fields)).toBeUndefined();
    },
  );
});

describe("ruleAddress", () => {
  test("leads to the section of a code", () => {
    expect(ruleAddress("https://example.com/acme/a", "row-dead")).toBe(
      "https://example.com/acme/a/blob/main/docs/rules.md#row-dead",
    );
  });
});
