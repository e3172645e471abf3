import { filePath } from "../../lib/migration/file-path";

describe("filePath", () => {
  test.each([
    ["mapRoles", "aws_auth.aws_auth_roles[2]"],
    ["mapUsers", "aws_auth.aws_auth_users[2]"],
    ["mapAccounts", "aws_auth.aws_auth_accounts[2]"],
  ] as const)("%s[2] of the ConfigMap stands at %s of a cluster file", (section, path) => {
    expect(filePath({ section, index: 2 })).toBe(path);
  });
});
