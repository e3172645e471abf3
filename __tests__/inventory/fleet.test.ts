import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFleet } from "../support/definitions/read-fleet";
import { ACCESS_ONLY } from "./cluster-yaml";

const TODAY = "2026-11-22";

const folder = mkdtempSync(join(tmpdir(), "eks-access-fleet-"));

afterAll(() => rmSync(folder, { recursive: true }));

describe("readFleet", () => {
  test("knows a folder that cannot be read", () => {
    expect(readFleet("/nowhere", TODAY)).toMatchObject({ unreadable: "/nowhere" });
  });

  test("runs the gate of each file, at its place, and tells each finding once", () => {
    const entry = `${ACCESS_ONLY}access_entries:
  a: { principal_arn: "arn:aws:iam::111122223333:role/a", kubernetes_groups: ["system:masters"] }
`;
    writeFileSync(join(folder, "demo.yaml"), entry);
    const fleet = readFleet(folder, TODAY);
    if ("unreadable" in fleet) throw new Error(fleet.reason);
    const { findings, isRefused } = fleet;
    expect(
      findings.filter(({ severity }) => severity === "error").map(({ line, column, code }) => [line, column, code]),
    ).toEqual([[5, 79, "entry-group-system"]]);
    expect(isRefused).toBe(true);
  });
});
