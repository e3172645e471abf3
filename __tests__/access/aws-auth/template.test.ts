import { placeholdersOf, renderTemplate } from "../../../lib/access/aws-auth/template";
import { caller, role } from "../../support/definitions/arns";

const NODE = "i-0123456789abcdef0";

describe("renderTemplate", () => {
  test.each([
    ["plain", "plain"],
    ["{{AccountID}}:{{SessionName}}", "111122223333:me-x.org"],
    ["{{SessionNameRaw}}", "me@x.org"],
    ["{{AccessKeyID}}", "ASIAEXAMPLE000000000"],
    ["{{Session}} {{ SessionName }}", "{{Session}} {{ SessionName }}"],
  ])("fills %s in as %s", (template, expected) => {
    expect(renderTemplate(template, caller(role("dev"), "me@x.org"))).toBe(expected);
  });

  test.each([
    [NODE, `system:node:${NODE}.ec2.internal`],
    ["i-01234567", "system:node:i-01234567.ec2.internal"],
    ["i-012345678", undefined],
    ["me", undefined],
    ["", undefined],
  ])("asks for the DNS name of session %s", (session, expected) => {
    expect(renderTemplate("system:node:{{EC2PrivateDNSName}}", caller(role("node"), session))).toBe(expected);
  });

  test("goes by the authenticator's order, so that a session's own name can become a placeholder", () => {
    expect(renderTemplate("{{{{SessionName}}}}", caller(role("dev"), "AccessKeyID"))).toBe("ASIAEXAMPLE000000000");
  });
});

describe("placeholdersOf", () => {
  test("names the placeholders of a template and nothing else", () => {
    expect(placeholdersOf("a:{{SessionName}}{{Session}}{{AccountID}}")).toEqual(["{{AccountID}}", "{{SessionName}}"]);
  });
});
