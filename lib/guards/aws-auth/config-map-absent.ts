import { literal } from "../../eks/address/literal";
import { absentConfigMap } from "../../migration/guard/aws-auth/config-map-absent";
import { printedSentence } from "../../migration/guard/guard";
import type { StagedDefinition } from "../../migration/staged-definition";
import { evaluated, type Postcondition } from "../expression";
import { LIVE } from "../live";

/** The ConfigMap exists, unless we create it or the file declares none; once the mode is API nothing reads it. */
export function configMapAbsent({ definition, rendering }: StagedDefinition): Postcondition[] {
  if (definition.awsAuth === undefined || rendering.awsAuth.create) return [];
  return [
    {
      condition: evaluated(LIVE.exists),
      errorMessage: printedSentence("config-map-absent", absentConfigMap(literal(definition.clusterName))),
    },
  ];
}
