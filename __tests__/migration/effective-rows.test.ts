import { awsAuthOf } from "../../lib/access/aws-auth/aws-auth";
import { effectiveRows } from "../../lib/migration/effective-rows";
import { arn, role, user } from "../support/definitions/arns";
import { DEV_ROW } from "../support/definitions/definitions";

describe("effectiveRows", () => {
  test("are those that serve somebody, ambiguous ones too, not dead and shadowed ones", () => {
    const rows = awsAuthOf(
      [DEV_ROW, { ...DEV_ROW, groups: ["later"] }, { rolearn: role("team/dead"), groups: ["a"] }],
      [
        { userarn: user("bob"), groups: ["a"] },
        { userarn: user("Bob"), groups: ["b"] },
      ],
    );
    expect(effectiveRows(rows).map(({ principal, row }) => [principal, row.groups])).toEqual([
      [arn(role("dev")), ["later"]],
      [arn(user("bob")), ["a"]],
      [arn(user("Bob")), ["b"]],
    ]);
  });
});
