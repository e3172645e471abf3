import {
  caseNamed,
  creates,
  deletes,
  keeps,
  replaces,
  rootBlocks,
  teamPlan,
  updates,
} from "../../../support/plans/case-plans";
import { both, type Case, checkCases } from "../../../support/reviews/case-reviews";

describe("other writers (R46)", () => {
  const NULL = "null_resource.apply";
  const command = (text: string) =>
    rootBlocks({
      address: NULL,
      expressions: {},
      provisioners: [{ type: "local-exec", expressions: { command: { constant_value: text } } }],
    });
  const again = replaces(NULL, [{ id: "1", triggers: { sha: "a" } }, { triggers: { sha: "b" } }], "triggers");
  checkCases([
    [
      "a null_resource whose triggers name aws-auth",
      caseNamed("null-resource-applies-aws-auth"),
      "unknown",
      ["other-writer module.eks.null_resource.update_config_map_aws_auth[0]"],
    ],
    ["an entry of awscc", caseNamed("awscc-entry-destroyed"), "unknown", ["other-writer awscc_eks_access_entry.admin"]],
    [
      "a command that edits aws-auth",
      teamPlan([both, again], command("kubectl -n kube-system edit configmap aws-auth")),
      "unknown",
      [`other-writer ${NULL}`],
    ],
    [
      "a command of eksctl",
      teamPlan([both, again], command("eksctl create iamidentitymapping --cluster shop")),
      "unknown",
      [`other-writer ${NULL}`],
    ],
    [
      "terraform_data that runs the AWS command line",
      teamPlan([
        both,
        creates("terraform_data.x", { triggers_replace: ["aws eks create-access-entry --cluster-name shop"] }),
      ]),
      "unknown",
      ["other-writer terraform_data.x"],
    ],
    [
      "a chart with rows in its values",
      teamPlan([
        both,
        updates("helm_release.x", { name: "x", values: [] }, { name: "x", values: ["awsAuth: aws-auth"] }),
      ]),
      "unknown",
      ["other-writer helm_release.x"],
    ],
    ...(
      [
        ["eksctl create accessentry --cluster shop", "unknown"],
        ["eksctl utils update-authentication-mode --cluster shop --authentication-mode API", "unknown"],
        ["eksctl create nodegroup --cluster shop", "safe"],
        ["aws eks update-cluster-config --name shop --access-config authenticationMode=API", "unknown"],
        ["aws eks update-cluster-config --name shop --cli-input-json file://config.json", "unknown"],
        ["aws eks update-cluster-config --name shop --logging '{}'", "safe"],
        ["aws eks disassociate-identity-provider-config --cluster-name shop", "unknown"],
        ["aws eks update-addon --cluster-name shop", "safe"],
      ] as const
    ).map(([text, verdict]): Case => {
      const found = verdict === "safe" ? [] : [`other-writer ${NULL}`];
      return [`a command, ${text}`, teamPlan([both, again], command(text)), verdict, found];
    }),
    [
      "eksctl's own provider, mappings",
      teamPlan([
        both,
        updates("eksctl_cluster.x", { spec: "iamIdentityMappings: []" }, { spec: "iamIdentityMappings: [a]" }),
      ]),
      "unknown",
      ["other-writer eksctl_cluster.x"],
    ],
    [
      "eksctl's own provider, nodes",
      teamPlan([both, updates("eksctl_cluster.x", { spec: "nodeGroups: []" }, { spec: "nodeGroups: [a]" })]),
      "safe",
      [],
    ],
    ["a command of something else", teamPlan([both, again], command("echo done")), "safe", []],
    [
      "a null_resource that goes runs nothing",
      teamPlan([both, deletes(NULL, { id: "1", triggers: { cmd: "kubectl apply -f aws-auth.yaml" } })]),
      "safe",
      [],
    ],
    [
      "one that stays runs nothing",
      teamPlan([both, keeps(NULL, { id: "1", triggers: { cmd: "kubectl apply -f aws-auth.yaml" } })]),
      "safe",
      [],
    ],
    ["add-ons of awscc", teamPlan([both, deletes("awscc_eks_addon.x", { cluster_name: "shop" })]), "safe", []],
    [
      "where the plan has no cluster",
      teamPlan([deletes("awscc_eks_access_entry.x", { cluster_name: "shop" })]),
      "unknown",
      ["other-writer awscc_eks_access_entry.x"],
    ],
  ]);
});
