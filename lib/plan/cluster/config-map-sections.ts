import { type AwsAuth, type Section, SECTIONS } from "../../access/aws-auth/aws-auth";
import { parseAwsAuth } from "../../access/aws-auth/aws-auth-parse";
import { awsAuthHolder, type HeldData, type ReadHolder } from "./aws-auth-holder";
import type { PlanObject } from "../objects/plan-object";
import type { PlannedAwsAuth, SectionSight } from "./planned-access";
import { known, type Sides, type PlannedValue } from "../reading/planned-value";

/** One section's text; undefined where the ConfigMap has no such key. */
type SectionText =
  | { readonly sight: "seen"; readonly text: string | undefined }
  | { readonly sight: "unseen" | "unknown" | "sensitive" };

/** The ConfigMap on one side: whether it is there, and its sections. */
interface ConfigMapSide {
  readonly isThere: boolean | undefined;
  readonly sections: Readonly<Record<Section, SectionText>>;
}

const UNSEEN: SectionText = { sight: "unseen" };
const NO_KEY: SectionText = { sight: "seen", text: undefined };
const NOTHING_SEEN: ConfigMapSide = { isThere: undefined, sections: everySection(UNSEEN) };
const GONE: ConfigMapSide = { isThere: false, sections: everySection(NO_KEY) };

/** Every holder of aws-auth among objects, in their order. */
export function awsAuthHolders(objects: readonly PlanObject[]): ReadHolder[] {
  return objects.flatMap((object) => awsAuthHolder(object) ?? []);
}

/** Whether the cluster itself is there on a side, and a new one after. */
export interface ClusterLife {
  readonly before: boolean;
  readonly after: boolean;
  readonly isReplaced: boolean;
}

/**
 * aws-auth before and after. Before is what is live: a data source's word goes before the state's. After is what is live
 * with what the plan writes over it: a whole ConfigMap replaces all of it, keys replace themselves. What no holder shows is
 * unseen, and stays so. A new cluster has no rows but those that the plan writes.
 */
export function plannedAwsAuth(
  holders: readonly ReadHolder[],
  life: ClusterLife,
  live?: Readonly<Record<string, string>>,
): Sides<PlannedAwsAuth> {
  const before = !life.before ? GONE : live === undefined ? liveSide(holders) : toldSide(live);
  const start = life.isReplaced || !life.before ? GONE : before;
  const written = goneFirst(holders).filter((holder) => isWritten(holder) || !life.isReplaced);
  const after = life.after ? written.reduce(afterHolder, start) : GONE;
  const was = awsAuthOfSide(before);
  return { before: was, after: after === before ? was : awsAuthOfSide(after) };
}

/** Who shows the ConfigMap shows all of it. */
function toldSide(live: Readonly<Record<string, string>>): ConfigMapSide {
  const data = Object.fromEntries(Object.entries(live).map(([key, text]) => [key, known(text)]));
  return overwritten(GONE, { kind: "data", data });
}

/** What goes takes nothing of what comes in the end; whether it does in between is judged by itself. */
function goneFirst(holders: readonly ReadHolder[]): ReadHolder[] {
  const isGone = ({ after }: ReadHolder): boolean => after === undefined;
  return [...holders.filter(isGone), ...holders.filter((holder) => !isGone(holder))];
}

function isWritten({ object }: ReadHolder): boolean {
  return object.change !== undefined && object.change.action !== "no-op" && object.change.action !== "forget";
}

/** Of several holders the whole goes first, so that keys stand over it. */
function liveSide(holders: readonly ReadHolder[]): ConfigMapSide {
  const readers = holders.filter(({ holds }) => holds === "reader").filter(isRead);
  const [reader] = readers;
  if (reader !== undefined) return reader.before === undefined ? GONE : overwritten(GONE, reader.before);
  const managed = [...byWhole(holders)].filter(({ holds }) => holds !== "reader");
  return managed.reduce((side, { before, holds }) => {
    if (before === undefined) return side;
    return holds === "whole" ? overwritten(GONE, before) : overwritten(side, before);
  }, NOTHING_SEEN);
}

/** A data source that is put off to apply has told nothing. */
function isRead({ object }: ReadHolder): boolean {
  return object.before !== undefined;
}

function byWhole(holders: readonly ReadHolder[]): ReadHolder[] {
  const rank = ({ holds }: ReadHolder): number => (holds === "whole" ? 0 : 1);
  return [...holders].sort((a, b) => rank(a) - rank(b));
}

function afterHolder(side: ConfigMapSide, holder: ReadHolder): ConfigMapSide {
  const { object, holds, before, after } = holder;
  if (holds === "reader" || !isWritten(holder)) return side;
  if (after === undefined) return holds === "whole" ? GONE : withoutKeys(side, before);
  if (holds === "keys" || !isWholeWrite(object)) return overwritten(withoutKeys(side, before), after);
  return overwritten(GONE, after);
}

/** A manifest is applied: keys that others wrote stay. */
function isWholeWrite({ type, change }: PlanObject): boolean {
  const isManifest = type === "kubernetes_manifest" || type === "kubectl_manifest";
  return !isManifest || (type === "kubernetes_manifest" && change?.action !== "update");
}

/** Keys of `data` over what stood there. */
function overwritten(side: ConfigMapSide, held: HeldData): ConfigMapSide {
  if (held.kind === "unknown") return { isThere: true, sections: everySection(unknownText(held)) };
  const sections = { ...side.sections };
  for (const section of SECTIONS) {
    if (!Object.hasOwn(held.data, section)) continue;
    sections[section] = sectionText(held.data[section]);
  }
  return { isThere: true, sections };
}

function sectionText(text: PlannedValue<string> | undefined): SectionText {
  if (text?.kind === "value") return { sight: "seen", text: text.value };
  return { sight: text?.kind === "sensitive" ? "sensitive" : "unknown" };
}

function unknownText({ isSensitive }: { readonly isSensitive: boolean }): SectionText {
  return { sight: isSensitive ? "sensitive" : "unknown" };
}

/** Keys that a holder owned and takes away. */
function withoutKeys(side: ConfigMapSide, held: HeldData | undefined): ConfigMapSide {
  if (held === undefined) return side;
  if (held.kind === "unknown") return { ...side, sections: everySection(unknownText(held)) };
  const sections = { ...side.sections };
  for (const section of SECTIONS) if (Object.hasOwn(held.data, section)) sections[section] = NO_KEY;
  return { ...side, sections };
}

function awsAuthOfSide({ isThere, sections }: ConfigMapSide): PlannedAwsAuth {
  const sights = sightsOf(sections);
  if (isThere === undefined && SECTIONS.every((section) => sights[section] === "unseen")) return { kind: "unseen" };
  if (isThere === false) return { kind: "absent" };
  const texts = SECTIONS.flatMap((section): [string, string][] => {
    const one = sections[section];
    return one.sight === "seen" && one.text !== undefined ? [[section, one.text]] : [];
  });
  const { awsAuth, findings } = parseAwsAuth(Object.fromEntries(texts));
  return { kind: "seen", awsAuth: hiding(awsAuth, sights), sections: sights, findings };
}

function hiding(awsAuth: AwsAuth, sights: Readonly<Record<Section, SectionSight>>): AwsAuth {
  const hidden = SECTIONS.filter((section) => sights[section] !== "seen" || awsAuth.unreadable.includes(section));
  return { ...awsAuth, unreadable: hidden };
}

function sightsOf(sections: Readonly<Record<Section, SectionText>>): Readonly<Record<Section, SectionSight>> {
  return {
    mapRoles: sections.mapRoles.sight,
    mapUsers: sections.mapUsers.sight,
    mapAccounts: sections.mapAccounts.sight,
  };
}

function everySection(text: SectionText): Readonly<Record<Section, SectionText>> {
  return { mapRoles: text, mapUsers: text, mapAccounts: text };
}
