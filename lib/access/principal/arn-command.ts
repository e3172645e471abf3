/** The command that prints the ARN of a role or user, as a message quotes it: `aws iam get-role --role-name dev ...`. */
export function arnCommand(arn: string): string {
  const kind = arn.includes(":user/") ? "user" : "role";
  const name = arn.split("/").at(-1) ?? "";
  return `\`aws iam get-${kind} --${kind}-name ${name} --query ${kind === "user" ? "User" : "Role"}.Arn --output text\``;
}
