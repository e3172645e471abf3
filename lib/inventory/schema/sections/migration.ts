import { z } from "zod";
import { RETIREMENTS } from "../../../migration/definition";
import { STAGE_FACTS, STAGES } from "../../../migration/stage";
import { section } from "../camel-keys";
import { nameProblem, type TextProblem } from "../names";
import { date, name, principalArn, reason, text, textThat } from "../texts";

const STAGE_LINES = STAGES.map((stage) => `- \`${stage}\`: ${STAGE_FACTS[stage].does}`).join("\n");

/** `migration`: where the cluster is on its way from aws-auth to access entries. */
export const migration = section({
  stage: z.enum(STAGES).describe(`One plan each, in this order:\n${STAGE_LINES}`),
  waves: z
    .array(z.array(text))
    .describe("Keys of access entries in the order in which they move; keys in none form a last wave.")
    .exactOptional(),
  wave: z.int().min(1).describe("How many waves are in, at `entries`. Left out: all.").exactOptional(),
  expected: z
    .array(principalArn)
    .describe(
      "Principals whose entries EKS makes by itself (managed node groups, Fargate, the creator): looked for live.",
    )
    .exactOptional(),
  role_paths: z
    .record(principalArn, principalArn)
    .describe("ARN of a role without its path, as a row has it, to its full ARN.")
    .exactOptional(),
  bootstrap_cluster_creator_admin_permissions: z
    .boolean()
    .describe(
      "The flag with which the cluster was made, as Terraform's state has it: `false` says that its creator is no admin, so that nobody asks for it. Default: true.",
    )
    .exactOptional(),
  bridge_group: bridgeGroup()
    .describe("A group bound to cluster-admin while people move: an entry then gives rights before its policy does.")
    .exactOptional(),
  retire: z
    .enum(RETIREMENTS)
    .describe(
      "At `retire`: `empty` the ConfigMap by an update, or `forget` it: out of state, rows alive. Default: empty.",
    )
    .exactOptional(),
});

/** `leaving`: who loses access on purpose. */
export const leaving = z.array(principalArn);

/** `accept`: opt-ins and waivers, each with its reason and its end. */
export const accept = z.array(
  section({
    code: name.describe("Code of the finding, one that docs/rules.md calls acceptable."),
    principal: principalArn.describe("Only findings about this principal. Left out: any.").exactOptional(),
    reason: reason.describe("Why, for whoever reviews it."),
    until: date.describe("Last day on which it holds, `2027-01-31`."),
  }),
);

function bridgeGroup() {
  return textThat((value) => nameProblem(value) ?? (value.startsWith("system:") ? reservedGroup(value) : undefined));
}

function reservedGroup(value: string): TextProblem {
  return {
    code: "name-invalid",
    message: `not a group that an access entry can have, expected a name that does not begin with system:, got \`${value}\``,
  };
}
