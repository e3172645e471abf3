import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** Access entries of a cluster that something else manages. */
export class AccessStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    new AwsProvider(this, "aws", { region: "ap-northeast-2", allowedAccountIds: ["111122223333"] });
    const entry = new EksAccessEntry(this, "entry_break_glass", {
      clusterName: id,
      principalArn: "arn:aws:iam::111122223333:role/break-glass",
      type: "STANDARD",
      kubernetesGroups: [],
    });
    entry.overrideLogicalId("break_glass");
  }
}
