import type { AwsSession } from "./aws-session";

/** ARN of whoever asks. Throws what the SDK throws: without credentials nothing can be read. */
export async function askedCallerArn({ sts: { sdk, client } }: Pick<AwsSession, "sts">): Promise<string> {
  const { Arn = "" } = await client.send(new sdk.GetCallerIdentityCommand({}));
  return Arn;
}
