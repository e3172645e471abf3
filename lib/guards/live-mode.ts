import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsEksClusters } from "@cdktf/provider-aws/lib/data-aws-eks-clusters";
import type { TerraformStack } from "cdktf";
import { named } from "../eks/address/addresses";
import { literal } from "../eks/address/literal";
import type { AccessDefinition, MigrationDefinition } from "../migration/definition";
import { printedSentence } from "../migration/guard/guard";
import { otherModeThanFile, otherModeThanStage } from "../migration/guard/live-mode";
import { STAGE_FACTS } from "../migration/stage";
import type { StagedDefinition } from "../migration/staged-definition";
import { evaluated, has, type Expression, type Postcondition, textLiteral, textLiterals } from "./expression";

/** The authentication mode of a cluster as a data source reads it; `unknown` where EKS does not say. */
export function modeExpression(cluster: Expression): Expression {
  return `try(${cluster}.access_config[0].authentication_mode, "unknown")`;
}

/** The live mode is one that the stage accepts. */
export function liveMode({ clusterName }: AccessDefinition, { stage }: MigrationDefinition): Postcondition {
  const { accepts } = STAGE_FACTS[stage];
  const told = { cluster: literal(clusterName), mode: evaluated(modeExpression("self")) };
  return {
    condition: evaluated(has(textLiterals(accepts), modeExpression("self"))),
    errorMessage: printedSentence("live-mode", otherModeThanStage(told, stage)),
  };
}

/** Without a migration: the live mode is the file's, or there is no cluster yet. */
export function liveModeWithoutMigration(
  stack: TerraformStack,
  { definition, rendering }: StagedDefinition,
): DataAwsEksCluster {
  const { clusterName } = definition;
  const { mode } = rendering;
  const told = { cluster: literal(clusterName), mode: evaluated(modeExpression("self")) };
  named(new DataAwsEksClusters(stack, "live_clusters"), "live");
  const live = new DataAwsEksCluster(stack, "live_mode", {
    name: evaluated("each.value"),
    lifecycle: {
      postcondition: [
        {
          condition: evaluated(`${modeExpression("self")} == ${textLiteral(mode)}`),
          errorMessage: printedSentence("live-mode", otherModeThanFile({ ...told, declared: mode })),
        },
      ],
    },
  });
  live.addOverride(
    "for_each",
    evaluated(`toset([for name in data.aws_eks_clusters.live.names : name if name == ${textLiteral(clusterName)}])`),
  );
  return named(live, "live_mode");
}
