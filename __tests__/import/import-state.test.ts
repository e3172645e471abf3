import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configMapJson } from "../support/cli/source-texts";
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
    expect(imported.findings.find(({ code }) => code === "import-entries-of-state")?.message).toBe(
      "the cluster has access entries (mode API_AND_CONFIG_MAP), and a state has only those that Terraform made",
    );
  });
});

describe("importCluster: an entry that another module of the state makes", () => {
  const text = readFileSync(join(__dirname, "../fixtures/terraform-states/karpenter.state.json"), "utf8");
  const node = {
    rolearn: "arn:aws:iam::123456789012:role/scale-dev",
    username: "system:node:{{EC2PrivateDNSName}}",
    groups: ["system:bootstrappers", "system:nodes"],
  };
  const texts = [text, configMapJson({ mapRoles: JSON.stringify([node]) })].map((own, i) => ({
    name: `${i}.json`,
    text: own,
  }));
  const { draft, findings } = importCluster({ texts, answers: {}, today: "2026-11-22" });

  test("has nobody else to own what the file does not declare", () => {
    expect(findings.map(({ code }) => code)).not.toContain("import-state-owner");
  });

  test("is not declared, and says which resource makes it", () => {
    expect(draft.entries).toEqual([]);
    expect(draft.entryNotes).toContain(
      "not declared: role scale-dev: module.karpenter.aws_eks_access_entry.node[0] makes it",
    );
  });

  test("is expected where a row names its role", () => {
    expect(draft.migration?.expected.value).toEqual([
      { value: node.rolearn, notes: ["module.karpenter.aws_eks_access_entry.node[0] makes its entry"] },
    ]);
  });
});
