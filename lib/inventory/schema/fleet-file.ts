import { z } from "zod";
import { ACCESS_POLICIES } from "../../access/access-policy/access-policy";
import { ACCESS_ENTRY_TYPES } from "../../access/access-entry/access-entry-type";
import { patternProblem } from "../../fleet/principal-pattern";
import { STAGES } from "../../migration/stage";
import { section } from "./camel-keys";
import { foldLists } from "./json/json-schema";
import { nameProblem } from "./names";
import { textThat } from "./texts";

const GLOB = /^[^/\s][^\s]*$/;

/** `arn:aws:iam::{account}:role/break-glass` */
const principalPattern = textThat((value) => {
  const problem = patternProblem(value);
  return problem === undefined
    ? undefined
    : {
        code: "arn-malformed",
        message: `not a pattern of roles or users: ${problem}`,
        help: "write an ARN; {account} and {partition} are the cluster's, * is any text of the name or path",
      };
}).meta({ examples: ["arn:aws:iam::111122223333:role/break-glass"] });

const globs = z
  .array(
    textThat((value) =>
      GLOB.test(value) && !/\.ya?ml$/i.test(value)
        ? undefined
        : {
            code: "name-invalid",
            message: `not a glob of clusters, expected a path in the fleet such as prod/*, got \`${value}\``,
            help: "write it from the folder of fleet.yaml, without a slash first and without .yaml last",
          },
    ),
  )
  .min(1);

const requiredPrincipal = section({
  principal: principalPattern.describe(
    "Its ARN. {account} and {partition} are the cluster's; * is any text without `:`.",
  ),
  type: z.enum(ACCESS_ENTRY_TYPES).describe("Type of its access entry. Left out: any.").exactOptional(),
  policy: z
    .enum(ACCESS_POLICIES.map((policy) => policy.name))
    .describe("An access policy that it has for the whole cluster. Left out: any, or none.")
    .exactOptional(),
  clusters: globs.describe("The clusters that have to declare it. Left out: all.").exactOptional(),
});

/** `--ring 2` is the second ring, whatever its name. */
const ringName = textThat((value) => {
  if (!/^\d+$/.test(value)) return nameProblem(value);
  const help = "give it a name with a letter in it: `--ring` takes numbers as places in the list";
  return { code: "name-invalid", message: `a number, expected a name, got \`${value}\``, help };
}).meta({ minLength: 1 });

const gate = section({
  stage: z
    .enum(STAGES)
    .describe("The stage that each cluster of the ring before has reached. Left out: the one to which a step leads.")
    .exactOptional(),
  wave: z.int().min(1).describe("How many waves, at `entries`. Left out: all.").exactOptional(),
  verified_days: z
    .int()
    .min(1)
    .max(90)
    .describe("How many days old a result of `verify` may be. Default: 7.")
    .exactOptional(),
});

const ring = section({
  name: ringName.describe("Name of the ring: `canary`."),
  clusters: globs.describe("Its clusters, by their paths in the fleet: `prod/*`; `**` is any number of folders."),
  after: gate
    .describe("What the ring before has to have reached before the first cluster of this one moves.")
    .exactOptional(),
});

/** What an organisation says for all clusters of a folder: the file `fleet.yaml` at its top. */
export const fleetFile = section({
  require: section({
    principals: z.array(requiredPrincipal).describe("Principals that clusters have to declare.").exactOptional(),
  })
    .describe("What every cluster file has to say.")
    .exactOptional(),
  admins: section({
    only: z
      .array(principalPattern)
      .describe("Patterns of the principals that may be cluster admin by an access entry."),
  })
    .describe("Who may be cluster admin.")
    .exactOptional(),
  rings: z
    .array(ring)
    .describe("Clusters that move together, in their order: a ring waits for those before it.")
    .exactOptional(),
});

/** The JSON Schema of `fleet.yaml`, for editors. */
export function fleetJsonSchema(): string {
  const schema = z.toJSONSchema(fleetFile, { io: "input", target: "draft-7" });
  return `${foldLists(JSON.stringify({ title: "Fleet file", ...schema }, undefined, 2))}\n`;
}
