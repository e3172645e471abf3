import { attributesOf, type HclValue, itemsOf, literalText } from "../root/hcl-value";
import { sameValue } from "./same-value";

const SHOWN = 3;

/** Which rows of a block and of a cluster file differ, in words; empty where that cannot be told by their ARNs. */
export function differingRows(own: HclValue | undefined, wanted: readonly unknown[], file: string): string {
  const here = unmatched(itemsOf(own), wanted, sameValue);
  const there = unmatched(wanted, itemsOf(own), (one, other) => sameValue(other, one));
  const [names, others] = [here.map(nameOfOwn), there.map(nameOf)];
  const told = [...new Set([...names, ...others])].flatMap((name): string[] => {
    if (name === undefined) return ["a row of this block whose ARN is an expression"];
    if (names.includes(name) && others.includes(name)) return [`\`${name}\` with another username or other groups`];
    return [`\`${name}\` ${names.includes(name) ? "in this block" : `in ${file}`} alone`];
  });
  const more = told.length > SHOWN ? [`${told.length - SHOWN} more`] : [];
  return [...told.slice(0, SHOWN), ...more].join(", ");
}

/** What of one list has no equal in the other. */
function unmatched<One, Other>(
  items: readonly One[],
  others: readonly Other[],
  isSame: (one: One, other: Other) => boolean,
): One[] {
  const left = [...others];
  return items.filter((item) => {
    const at = left.findIndex((other) => isSame(item, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function nameOfOwn(row: HclValue): string | undefined {
  const { rolearn, userarn } = attributesOf(row);
  return literalText(rolearn ?? userarn ?? row);
}

function nameOf(row: unknown): string | undefined {
  if (typeof row === "string") return row;
  const named = new Map<string, unknown>(typeof row === "object" && row !== null ? Object.entries(row) : []);
  const arn = named.get("rolearn") ?? named.get("userarn");
  return typeof arn === "string" ? arn : undefined;
}
