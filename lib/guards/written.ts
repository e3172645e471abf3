import { createHash } from "node:crypto";
import { encodeAwsAuth } from "../access/aws-auth/aws-auth-encode";
import { compareText } from "../finding/text-order";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import type { StagedDefinition } from "../migration/staged-definition";
import { evaluated, type Expression, textLiteral } from "./expression";
import { AWS_AUTH, LIVE } from "./live";
import { modeExpression } from "./live-mode";

/**
 * What a stack writes of access, as a hash: mode, entries with their policies, rows. The same for the same content in any
 * order of keys, on any machine.
 */
export function writtenHash({ rendering }: StagedDefinition): string {
  const { mode, entries, creatorAdmin, bridge, awsAuth } = rendering;
  const { create, manage, rows } = awsAuth;
  return sha256(
    JSON.stringify(
      sorted({ mode, entries, creatorAdmin, bridge: bridge?.group, create, manage, ...encodeAwsAuth(rows) }),
    ),
  );
}

/** What a plan is about to write over what is live, as far as data sources tell it: known while Terraform plans. */
export function pendingWrites(
  staged: StagedDefinition<ClusterDefinition>,
  reads: { readonly awsAuth: boolean },
): Expression {
  const { definition, rendering } = staged;
  const { create, manage, rows } = rendering.awsAuth;
  const mode = `${modeExpression("data.aws_eks_cluster.this")} != ${textLiteral(rendering.mode)}`;
  const hashes = Object.entries(encodeAwsAuth(rows)).map(([section, it]) => `${section} = ${textLiteral(sha256(it))}`);
  const differs = `try(sha256(${AWS_AUTH}.data[section]), "") != hash`;
  return [
    ...(definition.render === "access" ? [] : [mode]),
    ...(reads.awsAuth && create ? [`!${LIVE.exists}`] : []),
    ...(reads.awsAuth && manage
      ? [`length([for section, hash in { ${hashes.join(", ")} } : section if ${differs}]) > 0`]
      : []),
  ].join(" || ");
}

/**
 * A text that Terraform knows while it plans, or, where `isLate`, not before it applies: a data source with it is read then.
 * @see https://developer.hashicorp.com/terraform/language/functions/timestamp
 */
export function knownAtApply(value: Expression, isLate: Expression): string {
  return evaluated(`${isLate} ? join("", [${value}, substr(timestamp(), 0, 0)]) : ${value}`);
}

function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The same value for the same content: keys of objects in order of their text, undefined ones left out. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
