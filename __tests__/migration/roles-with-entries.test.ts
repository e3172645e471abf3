import { rolesWithEntries } from "../../lib/migration/roles-with-entries";
import { role } from "../support/definitions/arns";
import { definition } from "../support/definitions/definitions";

describe("rolesWithEntries", () => {
  const iamRoles = {
    bg: { name: "break-glass" },
    nodes: { name: "Workers", path: "/team/" },
    other: { name: "other" },
    partner: { name: "partner" },
  };

  test("names the roles of declared and of expected entries, path and case aside", () => {
    const accessEntries = { it: { principalArn: role("break-glass") } };
    expect(rolesWithEntries(definition({ expected: [role("workers")] }, { accessEntries, iamRoles }))).toEqual([
      "bg",
      "nodes",
    ]);
  });

  test("names none of another account, and none without roles", () => {
    const accessEntries = { it: { principalArn: role("partner", "444455556666") } };
    expect(rolesWithEntries(definition({ expected: [] }, { accessEntries, iamRoles }))).toEqual([]);
    expect(rolesWithEntries(definition())).toEqual([]);
  });
});
