import { printArn } from "../../../lib/access/principal/arn";
import { anyoneElse } from "../../../lib/access/principal/anyone-else";
import { principalName, principalNameOf } from "../../../lib/access/principal/principal-name";
import { ACCOUNT, arn, role, user } from "../../support/definitions/arns";

const OTHER = "444455556666";

describe("principalName", () => {
  test.each([
    [role("team/dev"), "role dev"],
    [user("bob"), "user bob"],
    [user("team/bob"), "user team/bob"],
    [`arn:aws:iam::${ACCOUNT}:root`, "root"],
    [`arn:aws:sts::${ACCOUNT}:federated-user/eve`, "federated user eve"],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/dev/me`, "assumed role dev"],
    [
      `arn:aws:iam::${ACCOUNT}:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS`,
      "service linked role AWSServiceRoleForAmazonEKS",
    ],
  ])("of %s is %s, and with its account elsewhere", (text, name) => {
    expect(principalName(arn(text), ACCOUNT)).toBe(name);
    expect(principalName(arn(text), OTHER)).toBe(`${name} of ${ACCOUNT}`);
    expect(principalName(arn(text), undefined)).toBe(`${name} of ${ACCOUNT}`);
  });

  test("of everybody else of an account is no name of a user, and always with the account", () => {
    const everybodyElse = anyoneElse(ACCOUNT, "aws");
    expect(principalName(everybodyElse, ACCOUNT)).toBe(`everybody else in account ${ACCOUNT} (mapAccounts)`);
    expect(principalNameOf(printArn(everybodyElse), OTHER)).toBe(`everybody else in account ${ACCOUNT} (mapAccounts)`);
  });
});

describe("principalNameOf", () => {
  test("of an ARN as text is the principal's, of any other text the text", () => {
    expect(principalNameOf(role("team/dev"), ACCOUNT)).toBe("role dev");
    expect(principalNameOf("known after apply", ACCOUNT)).toBe("known after apply");
  });
});
