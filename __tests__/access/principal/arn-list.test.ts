import { arnsOf } from "../../../lib/access/principal/arn-list";
import { arn, role, user } from "../../support/definitions/arns";

describe("arnsOf", () => {
  test("takes the ARNs of a list apart, in its order, each as often as it stands there", () => {
    const texts = [user("bob"), role("team/dev"), user("bob")];
    expect(arnsOf(texts)).toEqual(texts.map(arn));
  });

  test("leaves out what is no ARN of a principal", () => {
    expect(arnsOf(["", "dev", "arn:aws:iam::111122223333:group/ops", role("dev")])).toEqual([arn(role("dev"))]);
  });
});
