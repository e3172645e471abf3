import { canBeMet } from "../../lib/module/constraints-meet";
import { moduleRequirements } from "../../lib/module/module-requirements";
import { knownVersions, MODULE_PARTS } from "../../lib/module/module-table";

const needs = (part: (typeof MODULE_PARTS)[number], version: string) =>
  Object.fromEntries(moduleRequirements(part, version) ?? []);

describe("moduleRequirements", () => {
  test.each([
    ["19.21.0", ">= 1.0", ">= 4.57, < 6.0.0"],
    ["20.13.1", ">= 1.3.2", ">= 5.40, < 6.0.0"],
    ["20.36.1", ">= 1.3.2", ">= 5.95, < 6.0.0"],
    ["20.37.2", ">= 1.3.2", ">= 5.95, < 6.0.0"],
    ["21.0.0", ">= 1.5.7", ">= 6.0"],
    ["21.19.0", ">= 1.5.7", ">= 6.28"],
  ])("%s needs Terraform %s and hashicorp/aws %s", (version, terraform, aws) => {
    expect(needs("eks", version)).toMatchObject({ terraform, aws });
  });

  test("modules/aws-auth needs the Kubernetes provider alone", () => {
    expect(needs("aws-auth", "20.37.2")).toEqual({ terraform: ">= 1.3.2", kubernetes: ">= 2.20" });
    expect(moduleRequirements("aws-auth", "21.0.0")).toBeUndefined();
    expect(moduleRequirements("eks", "20.99.0")).toBeUndefined();
  });

  test("each version of each part says what it needs, and one version can have all of it", () => {
    for (const part of MODULE_PARTS) {
      for (const version of knownVersions(part)) {
        const all = moduleRequirements(part, version);
        expect([part, version, all?.get(part === "aws-auth" ? "kubernetes" : "aws")]).not.toContain(undefined);
        expect([...(all?.values() ?? [])].map(canBeMet)).not.toContain(false);
      }
    }
  });

  test("the Terraform that stacks ask for is new enough for each version", () => {
    for (const version of knownVersions("eks"))
      expect(canBeMet(`>= 1.7, <= 1.7, ${moduleRequirements("eks", version)?.get("terraform") ?? "none"}`)).toBe(true);
  });
});
