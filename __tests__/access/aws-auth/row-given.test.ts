import { givenText, rowGiven } from "../../../lib/access/aws-auth/row-given";
import { rowKey } from "../../../lib/access/aws-auth/row-key";
import { role, user } from "../../support/definitions/arns";

const dev = { rolearn: role("dev") };

describe("rowGiven", () => {
  test("takes groups for a set, and what is left out for empty", () => {
    expect(rowGiven({ ...dev, username: "dev", groups: ["b", "a", "b"] })).toEqual({
      username: "dev",
      groups: ["a", "b"],
    });
    expect(rowGiven(dev)).toEqual({ username: "", groups: [] });
  });

  test("gives one text for rows that give the same, and another for each other", () => {
    const text = givenText({ ...dev, username: "dev", groups: ["a", "b"] });
    expect(givenText({ userarn: user("ann"), username: "dev", groups: ["b", "a", "a"] })).toBe(text);
    expect(givenText({ ...dev, username: "dev", groups: ["a, b"] })).not.toBe(text);
    expect(givenText({ ...dev, username: "dev a", groups: ["b"] })).not.toBe(text);
    expect(givenText(dev)).toBe(givenText({ ...dev, username: "", groups: [] }));
  });
});

describe("rowKey", () => {
  test("is the ARN as the authenticator compares it, with its path", () => {
    expect(rowKey({ rolearn: "arn:aws:iam::111122223333:role/Team/Dev" })).toBe(
      "arn:aws:iam::111122223333:role/team/dev",
    );
    expect(rowKey({ userarn: user("Ann") })).toBe(rowKey({ userarn: user("ann") }));
  });

  test("is the matcher of a permission set, where a row has no ARN", () => {
    const sso = { permissionSetName: "Admin", accountID: "111122223333" };
    expect(rowKey({ sso })).toBe(JSON.stringify(sso));
  });
});
