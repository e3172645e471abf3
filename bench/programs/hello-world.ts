import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";

/** The smallest CDKTF program that makes an access entry, into CDKTF_OUTDIR. */
const app = new App({ skipValidation: true });
const stack = new TerraformStack(app, "hello");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
new EksAccessEntry(stack, "entry", {
  clusterName: "hello",
  principalArn: "arn:aws:iam::111122223333:role/break-glass",
});
app.synth();
