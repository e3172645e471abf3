import { moduleVariables } from "../../../module/module-table";
import { attributesOf, type HclValue } from "../../root/hcl-value";
import { GROUPS } from "./group-defaults";

/** A value of a group that the later version takes in another form. */
interface TypeEdit {
  readonly argument: string;
  readonly does: string;
  /** `["eks_managed_node_groups", "blue", "taints"]` */
  readonly within: readonly string[];
}

/** Fields of groups whose values are of another kind now: lists that became maps, and what was `any` and is declared. */
export function groupTypeEdits(
  body: Readonly<Record<string, HclValue>>,
  { from, to }: { readonly from: string; readonly to: string },
): TypeEdit[] {
  return GROUPS.flatMap(([argument, part, shared]) => {
    const [before, after] = [from, to].map((version) => moduleVariables(part, version));
    const groups = Object.entries(attributesOf(body[argument]));
    const each = groups.map(([key, group]) => [[argument, key], attributesOf(group)] as const);
    return [...each, [[shared], attributesOf(body[shared])] as const].flatMap(([path, fields]) =>
      Object.entries(fields).flatMap(([name, value]) =>
        typeWords(value, before?.get(name)?.type, after?.get(name)?.type).map((does) => {
          const within = [...path, name];
          return { argument: within.join("."), does, within };
        }),
      ),
    );
  });
}

/** What to do about a value whose variable takes another kind now; a map goes into an object, and texts, numbers and truth values become each other. */
export function typeWords(value: HclValue | undefined, old: string | undefined, now: string | undefined): string[] {
  if (value === undefined || value === null || old === undefined || now === undefined || old === now) return [];
  const [was, is] = [old, now].map(kindOf);
  if (was === is || (was === "list" && is === "any" && !Array.isArray(value))) return [];
  const written = Array.isArray(value) ? "list" : typeof value === "object" ? "map" : undefined;
  if (is === "any") return written === "list" ? [`write it without the list around it: it was ${old}`] : [];
  if (written === is) return [];
  if (was === "any" && written === undefined)
    return [
      `see that its value is a ${now} of what v21 declares: it was any, and Terraform drops other fields now, without a word`,
    ];
  return [`write it as ${now}: it was ${old}`];
}

/** Whether what is a list of the one is a map of the other, or the other way. */
export function isOtherKind(old: string, now: string): boolean {
  const [was, is] = [old, now].map(kindOf);
  const isBoth = [was, is].every((kind) => kind === "list" || kind === "map");
  return isBoth && was !== is;
}

/** What a literal of a type is. */
function kindOf(type: string): "any" | "list" | "map" | "scalar" {
  if (/^(?:list|set)\b/.test(type)) return "list";
  if (/^(?:map|object)\b/.test(type)) return "map";
  return type.startsWith("any") ? "any" : "scalar";
}
