/** What helps, by the name of the SDK's error. */
const HELP: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    "aws sso login, or name with --profile or AWS_PROFILE a profile that aws configure list-profiles shows",
  TokenProviderError: "aws sso login --profile PROFILE",
  ExpiredTokenException: "take new credentials: aws sso login",
  ExpiredToken: "take new credentials: aws sso login",
  UnrecognizedClientException: "AWS knows no such access key: aws sts get-caller-identity fails with it too",
  InvalidClientTokenId: "AWS knows no such access key: aws sts get-caller-identity fails with it too",
  ResourceNotFoundException: "aws eks list-clusters --region REGION names the clusters of a region",
  AccessDeniedException: "docs/permissions.md has a policy with what is read",
};

/** Errors of credentials, which are those of a profile where one was named. */
const OF_CREDENTIALS = new Set(["CredentialsProviderError", "TokenProviderError"]);

/** Answers of AWS to keys that are old, or nobody's. */
const OF_KEYS = new Set([
  "ExpiredTokenException",
  "ExpiredToken",
  "UnrecognizedClientException",
  "InvalidClientTokenId",
]);

/**
 * What helps against an error of the AWS SDK; undefined where nothing is known that does. `given`: the profile that was named;
 * else that of the environment is.
 */
export function helpOfCall(error: unknown, given?: string): string | undefined {
  const named = given ?? process.env.AWS_PROFILE;
  const profile = named === "" ? undefined : named;
  if (!(error instanceof Error)) return undefined;
  if ("help" in error && typeof error.help === "string") return error.help;
  if (profile !== undefined && OF_CREDENTIALS.has(error.name))
    return `aws configure list-profiles shows whether there is a profile \`${profile}\`; aws sso login --profile ${profile} opens one of IAM Identity Center again`;
  if (error.message === "Region is missing") {
    const own = profile === undefined ? "in the profile" : `in the profile \`${profile}\`, if there is one`;
    return `name it with --region or AWS_REGION, or ${own} (aws configure list-profiles)`;
  }
  return HELP[error.name];
}

/** Whether it is about who calls, and nothing was called. */
export function isOfCredentials(error: unknown): boolean {
  return error instanceof Error && (OF_CREDENTIALS.has(error.name) || OF_KEYS.has(error.name));
}
