import { type AwsAuth, awsAuthOf, EMPTY_AWS_AUTH } from "../access/aws-auth/aws-auth";
import type { AccessDefinition } from "./definition";

/** The rows of the file, each at its place. */
export function rowsOf({ awsAuth }: AccessDefinition): AwsAuth {
  if (awsAuth === undefined) return EMPTY_AWS_AUTH;
  return awsAuthOf(awsAuth.awsAuthRoles, awsAuth.awsAuthUsers, awsAuth.awsAuthAccounts);
}
