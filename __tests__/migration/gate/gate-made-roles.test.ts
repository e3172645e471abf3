import { entryPathFindings } from "../../../lib/migration/gate/gate-coverage";
import { role } from "../../support/definitions/arns";
import { definition } from "../../support/definitions/definitions";

describe("entryPathFindings: roles that the stack makes", () => {
  const made = (principalArn: string, path?: string, name = "break-glass") =>
    entryPathFindings(
      definition(
        {},
        {
          accessEntries: { it: { principalArn } },
          iamRoles: { bg: { name, ...(path === undefined ? {} : { path }) } },
        },
      ),
    );

  test.each([
    { principalArn: role("break-glass"), path: "/x/", name: "break-glass", expected: role("x/break-glass") },
    { principalArn: role("x/break-glass"), path: "/", name: "break-glass", expected: role("break-glass") },
    { principalArn: role("break-glass"), path: "/", name: "Break-Glass", expected: role("Break-Glass") },
  ])(
    "R26 refuses: an entry of $principalArn beside path $path, name $name",
    ({ principalArn, path, name, expected }) => {
      expect(made(principalArn, path, name)).toMatchObject([
        {
          code: "entry-path-wrong",
          severity: "error",
          path: "access_entries.it.principal_arn",
          message: `another role than the one that iam_roles.bg makes, path and case included, expected \`${expected}\`, got \`${principalArn}\``,
        },
      ]);
    },
  );

  test("R26 accepts: the path of the role, another role, one of another account", () => {
    expect(made(role("x/break-glass"), "/x/")).toEqual([]);
    expect(made(role("break-glass"))).toEqual([]);
    expect(made(role("other"), "/x/")).toEqual([]);
    expect(made(role("break-glass", "444455556666"), "/x/")).toEqual([]);
  });
});
