import { acceptanceNotes, acceptanceTemplate } from "../../lib/import/draft/acceptance-notes";
import { role } from "../support/definitions/arns";

const found = { code: "username-changed", severity: "blocker", path: "access_entries.dev", message: "m" } as const;
const TEMPLATE = ["    reason: <why>", "    until: <last day, such as 2027-01-31>"];

describe(acceptanceTemplate, () => {
  test("names the principal where the acceptance is about one", () => {
    expect(acceptanceTemplate("x")).toEqual(["  - code: x", ...TEMPLATE]);
    expect(acceptanceTemplate("x", role("dev"))).toEqual(["  - code: x", `    principal: ${role("dev")}`, ...TEMPLATE]);
  });
});

describe(acceptanceNotes, () => {
  test("have a template for a blocker that somebody may accept", () => {
    expect(acceptanceNotes([{ ...found, principal: role("dev") }], []).slice(-4)).toEqual(
      acceptanceTemplate("username-changed", role("dev")),
    );
  });

  test.each([
    ["a warning", { ...found, severity: "warning" as const }, []],
    ["what is accepted already", { ...found, accepted: { code: found.code, reason: "r", until: "2027-01-31" } }, []],
    ["what nobody may accept", { ...found, code: "admin-missing" as const }, []],
    ["what stands there already", found, ["  - code: username-changed"]],
  ])("leave out %s", (_, one, told) => {
    expect(acceptanceNotes([one], told)).toEqual([]);
  });
});
