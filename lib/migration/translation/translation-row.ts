import { type AwsAuth, type Place, SECTIONS } from "../../access/aws-auth/aws-auth";
import type { StatedRow } from "../../access/aws-auth/row-state";
import { isNode, nodeDraft } from "./translation-node";
import { kindFindings, placeFindings, withPath } from "./translation-principal";
import type { Draft, Knowledge, Source } from "./translation-source";
import { standardDraft } from "./translation-standard";

/** What a row is to the translation: it grants nothing, or it is one to translate. */
export type Reading =
  | { readonly kind: "dead"; readonly place: Place }
  | { readonly kind: "shadowed"; readonly place: Place; readonly by: Place }
  | { readonly kind: "ambiguous"; readonly place: Place }
  | { readonly kind: "source"; readonly place: Place; readonly source: Source };

/**
 * Reads a row by its state. A service-linked role is one to translate, and refuse, in a dead row too: it is looked for
 * first.
 * @see DOMAIN R8, R12, R25
 */
export function readRow(stated: StatedRow, path: string, knowledge: Knowledge): Reading {
  const { state, row, place } = stated;
  switch (state.kind) {
    case "shadowed":
      return { kind: "shadowed", place, by: state.by };
    case "ambiguous":
      return { kind: "ambiguous", place };
    case "dead":
      return state.principal?.kind === "service-linked-role"
        ? { kind: "source", place, source: { row, place, path, principal: state.principal } }
        : { kind: "dead", place };
    case "effective":
      return { kind: "source", place, source: { row, place, path, principal: withPath(state.principal, knowledge) } };
  }
}

/**
 * The entry of a row, by the first rule that fits.
 * @see DOMAIN R25, R14, R15-R24, R26, R28, R29, in this order
 */
export function draftRow(source: Source, knowledge: Knowledge, awsAuth: AwsAuth): Draft {
  const never = kindFindings(source);
  if (never.length > 0) return { expected: false, findings: never };
  if (isHidden(source.place, awsAuth)) return { expected: false, findings: [] };
  const draft = isNode(source) ? nodeDraft(source, knowledge) : standardDraft(source, knowledge);
  return { ...draft, findings: [...placeFindings(source, knowledge), ...draft.findings] };
}

/** Whether an unreadable section may hold a row that counts instead (R10): the section has its own finding, and the row no entry. */
function isHidden({ section }: Place, { unreadable }: AwsAuth): boolean {
  return SECTIONS.slice(0, SECTIONS.indexOf(section) + 1).some((each) => unreadable.includes(each));
}
