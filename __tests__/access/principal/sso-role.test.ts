import { isSsoRoleName, lacksSsoPath, permissionSetOf, SSO_PATH } from "../../../lib/access/principal/sso-role";

const NAME = "AWSReservedSSO_Dev_Ops_0123456789abcdef";

describe("isSsoRoleName", () => {
  test("is what the name begins with, whatever its case", () => {
    expect([NAME, NAME.toLowerCase(), "AWSReservedSSO_x"].map(isSsoRoleName)).toEqual([true, true, true]);
    expect([`my-${NAME}`, "AWSReservedSSO", "admin"].map(isSsoRoleName)).toEqual([false, false, false]);
  });
});

describe("lacksSsoPath", () => {
  test("R26 refuses a role of IAM Identity Center without its path, and accepts it with one, of any region", () => {
    expect(lacksSsoPath({ name: NAME, path: "/" })).toBe(true);
    expect(lacksSsoPath({ name: NAME, path: SSO_PATH })).toBe(false);
    expect(lacksSsoPath({ name: NAME, path: `${SSO_PATH}eu-west-1/` })).toBe(false);
    expect(lacksSsoPath({ name: "admin", path: "/" })).toBe(false);
  });
});

describe("permissionSetOf", () => {
  test("is between prefix and suffix, and of nothing else", () => {
    expect([NAME, NAME.toLowerCase()].map(permissionSetOf)).toEqual(["Dev_Ops", "dev_ops"]);
    expect(["AWSReservedSSO_Dev", "AWSReservedSSO__0123456789abcdef", "admin"].map(permissionSetOf)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
