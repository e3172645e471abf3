import type { NamedDifference } from "../../app/explain/explained-file";
import { principalName } from "../../access/principal/principal-name";
import type { ComparedPrincipal } from "../../migration/explanation/access-difference";
import { CHANGE_KINDS, type ChangeKind } from "../../migration/explanation/access-change";
import { CHANGE_COLOURS } from "./explain-text";
import { stagedAccessWords } from "./principal-text";
import { printable } from "../text/printable";
import { shown, shownSentence } from "../text/shown";
import { type TableLook, wrap } from "../text/text-table";

const TITLES: Readonly<Record<ChangeKind, string>> = {
  lost: "Lose",
  unknown: "Not known",
  renamed: "Another username",
  gap: "Without rights for a moment",
  gained: "Gain",
  moved: "The same rights, another way",
  same: "The same rights",
};

/** Who loses, gains or changes what, the worst first, and how many keep everything. */
export function differenceText({ names, difference, accountId }: NamedDifference, look: TableLook): string {
  const { paint, width } = look;
  const { principals } = difference;
  const head = [...wrap(`from ${printable(names.before)}`, width), ...wrap(`to   ${printable(names.after)}`, width)];
  const groups = CHANGE_KINDS.flatMap((kind) => {
    const own = principals.filter((one) => kindOf(one) === kind);
    return own.length === 0
      ? []
      : ["", paint(TITLES[kind], "bold"), ...own.flatMap((one) => principalLines({ one, accountId }, kind, look))];
  });
  const same = principals.filter((one) => kindOf(one) === undefined).length;
  const count = same === 1 ? "1 principal keeps" : `${same} principals keep`;
  return `${[...head, ...groups, "", `${count} everything as it is`].join("\n")}\n`;
}

/** Of whom nothing is known on either side, nobody knows whether something changes. */
function kindOf({ change, before, after }: ComparedPrincipal): ChangeKind | undefined {
  if (change !== undefined) return change.kind;
  return before.kind === "unknown" && after.kind === "unknown" ? "unknown" : undefined;
}

interface NamedPrincipal {
  readonly one: ComparedPrincipal;
  readonly accountId: string | undefined;
}

function principalLines(
  { one: { principal, before, after, change }, accountId }: NamedPrincipal,
  kind: ChangeKind,
  look: TableLook,
): string[] {
  const parts = change?.parts ?? [{ kind, words: before.kind === "unknown" ? `unknown in both: ${before.why}` : "" }];
  const indented = (text: string): string[] => wrap(text, look.width - 4, "  ").map((line) => `    ${line}`);
  return [
    ...wrap(shown(principalName(principal, accountId)), look.width - 2).map((line) => `  ${line}`),
    ...parts.flatMap((part) =>
      indented(`- ${shownSentence(part.words)}`).map((line) => look.paint(line, CHANGE_COLOURS[part.kind])),
    ),
    ...(change === undefined
      ? []
      : [...indented(`had ${stagedAccessWords(before)}`), ...indented(`has ${stagedAccessWords(after)}`)].map((line) =>
          look.paint(line, "dim"),
        )),
  ];
}
