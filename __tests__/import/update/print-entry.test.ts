import { printEntry } from "../../../lib/import/update/file-content";
import { role } from "../../support/definitions/arns";

describe("printEntry", () => {
  const principalArn = role("dev");
  const session = "arn:aws:sts::111122223333:assumed-role/dev/{{SessionName}}";

  test("names who a STANDARD entry is where it says nothing, as EKS does, and nobody for the other types", () => {
    expect(printEntry({ principalArn })).toBe(`type STANDARD, username ${session}`);
    expect(printEntry({ principalArn, userName: "dev" })).toBe("type STANDARD, username dev");
    expect(printEntry({ principalArn, type: "EC2_LINUX" })).toBe("type EC2_LINUX");
  });
});
