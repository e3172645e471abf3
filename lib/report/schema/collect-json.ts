import { z } from "zod";

/** What `eks-access collect` prints: import, `check --live`, `verify --live` and `--rbac` read it. */
export const collectJson = z.strictObject({
  eks_access_dump: z.literal("1.0").describe("The first number changes when a reader has to."),
  cluster_name: z.string(),
  region: z.string(),
  collected_at: z.string().describe("ISO 8601 in UTC."),
  caller: z.string().describe("ARN of whoever asked.").exactOptional(),
  unread: z
    .array(
      z.strictObject({
        action: z.string().describe("`eks:DescribeAccessEntry`, `get configmaps/aws-auth`."),
        of: z.string().describe("What it asked for. Left out: all of its kind.").exactOptional(),
        reason: z.string(),
      }),
    )
    .describe("Calls that were not answered: what they tell is not known, and never none."),
  absent: z.array(z.string()).describe("What is known not to be there: `configmaps/aws-auth`."),
  read: z
    .array(z.looseObject({}))
    .describe("Answers of EKS, IAM and Kubernetes as their command lines print them, without secrets."),
});
