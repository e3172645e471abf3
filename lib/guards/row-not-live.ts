import { samePrincipal } from "../access/arn";
import { literal } from "../eks/literal";
import { optsIn } from "../migration/acceptance";
import type { AccessDefinition } from "../migration/definition";
import { effectiveRows } from "../migration/guard-rows";
import { render, rowsOf } from "../migration/rendering";
import { principalOf, rowArn } from "./file-side";
import { collect, listed, type Postcondition, refuseAny, texts } from "./expression";
import { LIVE } from "./live";

/**
 * While the mode knows entries, whoever has a row in the file and a declared entry that the stage does not render has that
 * row live to fall back on. Who has no row in the file is not served before its entry.
 * @see DOMAIN R38
 */
export function rowNotLive(definition: AccessDefinition): Postcondition[] {
  const { accessEntries, clusterName, migration } = definition;
  const rendered = render(definition).entries;
  const ours = effectiveRows(rowsOf(definition)).map(({ principal }) => principal);
  const waiting = Object.entries(accessEntries)
    .filter(([key]) => !Object.hasOwn(rendered, key))
    .filter(([, { principalArn }]) => !optsIn(definition, "row-not-live", principalArn))
    .flatMap(([, { principalArn }]) => principalOf(principalArn))
    .filter((principal) => ours.some((own) => samePrincipal(own, principal)))
    .map(rowArn);
  if (waiting.length === 0) return [];
  const arns = `[for live in ${LIVE.rows} : live.arn]`;
  const isBoth = `${LIVE.mode} == "API_AND_CONFIG_MAP"`;
  const without = collect(texts(waiting), { given: "row", where: `${isBoth} && !contains(${arns}, row)` });
  return [
    refuseAny(
      without,
      `Stage ${migration?.stage ?? ""} of cluster ${literal(clusterName)} renders no entry for ${listed(without)}, and aws-auth has no row for them to fall back on: render their entries (migration.stage, migration.wave), put their rows back into the cluster, or accept row-not-live for the principal under accept [row-not-live].`,
    ),
  ];
}
