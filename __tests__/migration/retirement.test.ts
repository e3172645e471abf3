import { forgets, isForeign } from "../../lib/migration/retirement";
import { definition } from "../support/definitions/definitions";

const { migration: _, ...SETTLED } = definition();
const managing = (isManaged: boolean) => {
  const base = definition({ stage: "retire" });
  const rows = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] };
  return { ...base, awsAuth: { ...rows, manageAwsAuthConfigmap: isManaged } };
};

describe("isForeign", () => {
  test("holds only where the file says that somebody else manages the rows", () => {
    expect(isForeign(managing(false))).toBe(true);
    expect(isForeign(managing(true))).toBe(false);
    expect(isForeign(definition())).toBe(false);
    const { awsAuth: __, ...bare } = definition();
    expect(isForeign(bare)).toBe(false);
  });
});

describe("forgets", () => {
  test("holds where the file says so, and for rows of somebody else", () => {
    expect(forgets(definition({ retire: "forget" }))).toBe(true);
    expect(forgets(managing(false))).toBe(true);
    expect(forgets(definition({ retire: "empty" }))).toBe(false);
    expect(forgets(definition())).toBe(false);
    expect(forgets(SETTLED)).toBe(false);
  });
});
