import { awsProvider } from "../../../lib/eks/settings/aws-provider";
import { synth } from "../synth";

describe("awsProvider", () => {
  test("works in one region, with the caller's credentials", () => {
    const json = synth((stack) => awsProvider(stack, { region: "ap-northeast-2" }));
    expect(json.provider).toEqual({ aws: [{ region: "ap-northeast-2" }] });
    expect(json.terraform).toMatchObject({ required_providers: { aws: { source: "aws", version: "5.100.0" } } });
  });

  test("refuses other accounts, takes a role and tags what it makes", () => {
    const json = synth((stack) =>
      awsProvider(stack, {
        region: "ap-northeast-2",
        accountId: "111122223333",
        assumeRole: { roleArn: "arn:aws:iam::111122223333:role/terraform", sessionName: "s", externalId: "e" },
        defaultTags: { Team: "${x}" },
      }),
    );
    expect(json.provider).toEqual({
      aws: [
        {
          allowed_account_ids: ["111122223333"],
          assume_role: [{ external_id: "e", role_arn: "arn:aws:iam::111122223333:role/terraform", session_name: "s" }],
          default_tags: [{ tags: { Team: "$${x}" } }],
          region: "ap-northeast-2",
        },
      ],
    });
  });
});
