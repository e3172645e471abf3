import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsEksClusters } from "@cdktf/provider-aws/lib/data-aws-eks-clusters";
import type { TerraformStack } from "cdktf";
import { named } from "../eks/addresses";
import { literal } from "../eks/literal";
import type { AccessDefinition, MigrationDefinition } from "../migration/definition";
import { render } from "../migration/rendering";
import { STAGE_FACTS } from "../migration/stage";
import { evaluated, has, type Expression, type Postcondition, text, texts } from "./expression";

/** The authentication mode of a cluster as a data source reads it; `unknown` where EKS does not say. */
export function modeOf(cluster: Expression): Expression {
  return `try(${cluster}.access_config[0].authentication_mode, "unknown")`;
}

/**
 * The live mode is one that the stage accepts: no stage is skipped.
 * @see DESIGN: stages; DOMAIN R35, R36
 */
export function liveMode({ clusterName }: AccessDefinition, { stage }: MigrationDefinition): Postcondition {
  const { accepts } = STAGE_FACTS[stage];
  return {
    condition: evaluated(has(texts(accepts), modeOf("self"))),
    errorMessage: `Cluster ${literal(clusterName)} is in authentication mode ${evaluated(modeOf("self"))}, and migration.stage ${stage} of its cluster file plans from ${accepts.join(" or ")} only: set the stage that fits and apply the stages one after the other [live-mode].`,
  };
}

/** Without a migration: the live mode is the file's, or there is no cluster yet. No switch goes unguarded. */
export function liveModeWithoutMigration(stack: TerraformStack, definition: AccessDefinition): DataAwsEksCluster {
  const { clusterName } = definition;
  const { mode } = render(definition);
  named(new DataAwsEksClusters(stack, "live_clusters"), "live");
  const live = new DataAwsEksCluster(stack, "live_mode", {
    name: evaluated("each.value"),
    lifecycle: {
      postcondition: [
        {
          condition: evaluated(`${modeOf("self")} == ${text(mode)}`),
          errorMessage: `Cluster ${literal(clusterName)} is in authentication mode ${evaluated(modeOf("self"))}, and authentication_mode of its cluster file comes to ${mode}: write the live mode, or a migration section, whose stages switch it one step at a time [live-mode].`,
        },
      ],
    },
  });
  live.addOverride(
    "for_each",
    evaluated(`toset([for name in data.aws_eks_clusters.live.names : name if name == ${text(clusterName)}])`),
  );
  return named(live, "live_mode");
}
