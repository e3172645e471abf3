import {
  cluster,
  creates,
  deletes,
  entry,
  keeps,
  policy,
  rootBlocks,
  teamPlan,
} from "../../../support/plans/case-plans";
import { api, checkCases } from "../../../support/reviews/case-reviews";
import { ACCOUNT, role, user } from "../../../support/definitions/arns";

const A = "aws_eks_access_entry.a";
const [EU, US] = ["aws_eks_cluster.eu", "aws_eks_cluster.us"];

describe("two clusters of one name", () => {
  const of = (region: string, account = ACCOUNT) =>
    cluster("API", { arn: `arn:aws:eks:${region}:${account}:cluster/shop` });
  const regions = [keeps(EU, of("eu-west-1")), keeps(US, of("us-east-1"))];
  const accounts = [keeps(EU, of("eu-west-1")), keeps(US, of("eu-west-1", "444455556666"))];
  const a = entry("a", { kubernetes_groups: ["a"] });
  const block = (address: string, key: string) => ({ address, provider_config_key: key, expressions: {} });
  const blocks = (own: string) => rootBlocks(block(EU, "aws.eu"), block(US, "aws.us"), block(A, own));
  const inRegion = (region: string) => ({
    configuration: {
      ...rootBlocks(block(A, "aws.entries")).configuration,
      provider_config: { "aws.entries": { name: "aws", expressions: { region: { constant_value: region } } } },
    },
  });
  checkCases([
    [
      "an entry names its region",
      teamPlan([...regions, creates(A, { ...a, region: "us-east-1" })]),
      "safe",
      [`access-gained ${A}`],
    ],
    [
      "an entry names the region of neither",
      teamPlan([...regions, creates(A, { ...a, region: "sa-east-1" })]),
      "unknown",
      [`access-unattributed ${A}`],
    ],
    [
      "the provider of an entry names its region",
      teamPlan([...regions, creates(A, a)], inRegion("eu-west-1")),
      "safe",
      [`access-gained ${A}`],
    ],
    [
      "by a provider of its own",
      teamPlan([...accounts, creates(A, a)], blocks("aws.us")),
      "safe",
      [`access-gained ${A}`],
    ],
    [
      "an entry goes, by a provider of its own",
      teamPlan([...accounts, deletes(A, a)], blocks("aws.us")),
      "danger",
      [`access-lost ${A}`],
    ],
    [
      "by a third provider",
      teamPlan([...accounts, creates(A, a)], blocks("aws.other")),
      "unknown",
      [`access-unattributed ${A}`],
    ],
    ["nothing tells which", teamPlan([...accounts, creates(A, a)]), "unknown", [`access-unattributed ${A}`]],
  ]);
});

describe("IAM principals of the provider awscc", () => {
  const admin = [
    keeps("aws_eks_access_entry.ops", entry("ops")),
    keeps("aws_eks_access_policy_association.ops", policy("ops", "AmazonEKSClusterAdminPolicy")),
  ];
  const alice = keeps(A, entry("alice", { kubernetes_groups: ["a"] }, user("alice")));
  checkCases([
    [
      "the role of an entry goes",
      teamPlan([api, ...admin, deletes("awscc_iam_role.x", { role_name: "ops", path: "/", arn: role("ops") })]),
      "danger",
      ["principal-replaced awscc_iam_role.x"],
    ],
    [
      "another role goes",
      teamPlan([api, ...admin, deletes("awscc_iam_role.x", { role_name: "b", path: "/", arn: role("b") })]),
      "safe",
      [],
    ],
    [
      "the user of an entry goes",
      teamPlan([
        api,
        ...admin,
        alice,
        deletes("awscc_iam_user.x", { user_name: "alice", path: "/", arn: user("alice") }),
      ]),
      "danger",
      ["principal-replaced awscc_iam_user.x"],
    ],
  ]);
});
