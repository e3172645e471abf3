import { readFileSync } from "node:fs";
import { join } from "node:path";
import { importCluster } from "../../lib/app/import/import-cluster";

describe("importCluster: a Terraform state", () => {
  const text = readFileSync(join(__dirname, "../fixtures/terraform-states/access.state.json"), "utf8");
  const imported = importCluster({ texts: [{ name: "terraform.tfstate", text }], answers: {}, today: "2026-11-22" });

  test("keeps the module's keys of entries and policies", () => {
    expect(
      imported.draft.entries.map(({ key, isLive, value }) => [
        key,
        isLive,
        Object.keys(value.policyAssociations ?? {}),
      ]),
    ).toEqual([
      ["alice", false, []],
      ["developers", true, ["edit", "view"]],
      ["nodes", true, []],
      ["platform", true, ["admin"]],
    ]);
  });

  test("says that entries which the state does not have are unknown, and that two states would own those that it has", () => {
    expect(imported.findings.map(({ code }) => code).filter((code) => code.startsWith("import-"))).toEqual([
      "import-state-owner",
      "import-entries-of-state",
    ]);
  });
});
