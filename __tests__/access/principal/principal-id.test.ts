import { namesPrincipal, principalId, principalIdOf, samePrincipal } from "../../../lib/access/principal/principal-id";
import { ACCOUNT, arn, role, user } from "../../support/definitions/arns";

describe("samePrincipal", () => {
  test("R11 accepts: case and a role's path tell nobody apart", () => {
    expect(
      samePrincipal(arn("arn:aws:iam::111122223333:role/Dev"), arn("arn:aws:iam::111122223333:role/team/dev")),
    ).toBe(true);
  });

  test("R11 refuses: users with other paths, other accounts and roles named as users are others", () => {
    const user = arn("arn:aws:iam::111122223333:user/dev");
    expect(samePrincipal(user, arn("arn:aws:iam::111122223333:user/team/dev"))).toBe(false);
    expect(samePrincipal(user, arn("arn:aws:iam::444455556666:user/dev"))).toBe(false);
    expect(samePrincipal(user, arn("arn:aws:iam::111122223333:role/dev"))).toBe(false);
  });
});

describe("principalId", () => {
  test.each([
    [role("team/Dev"), role("dev")],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/Dev/me`, role("dev")],
    [user("team/Bob"), user("team/bob")],
    [`arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:root`],
  ])("of %s is %s", (text, id) => {
    expect(principalId(arn(text))).toBe(id);
    expect(principalIdOf(text)).toBe(id);
  });

  test("a text that is no ARN stands for itself, in lower case", () => {
    expect(principalIdOf("Dev")).toBe("dev");
  });
});

describe("namesPrincipal", () => {
  const list = ["no ARN", role("team/dev"), user("bob")];

  test.each([role("dev"), role("DEV"), role("other/dev"), user("bob"), "NO ARN"])("a list names %s", (principal) => {
    expect(namesPrincipal(list, principal)).toBe(true);
  });

  test.each([user("dev"), role("dev", "444455556666"), user("team/bob"), ""])("it does not name %s", (principal) => {
    expect(namesPrincipal(list, principal)).toBe(false);
    expect(namesPrincipal([], principal)).toBe(false);
  });
});
