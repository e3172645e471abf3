import { parseArn } from "../../../../lib/access/principal/arn";
import { isOf } from "../../../../lib/migration/guard/entries/served-by-row";
import { role, user } from "../../../support/definitions/arns";

describe(isOf, () => {
  const parsed = parseArn(role("dev"));
  const is = (text: string): boolean | undefined => ("arn" in parsed ? isOf(text, parsed.arn) : undefined);

  test("is the principal's ARN, a role's path aside; what is no ARN is nobody's", () => {
    expect([role("dev"), role("team/dev"), role("ops"), user("dev"), "nobody", ""].map(is)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
