import type { ExplainedFile } from "../../app/explain/explained-file";
import { printArn } from "../../access/principal/arn";
import type { ExplainedPrincipal } from "../../migration/explanation/explanation";
import { cellReason } from "../../migration/explanation/cell-reason";
import type { StagedAccess } from "../../migration/explanation/staged-access";
import { throughName } from "../../migration/explanation/access-change";
import { describePolicy } from "../../access/effective/right";
import { CHANGE_COLOURS, title } from "./explain-text";
import { shown, shownSentence } from "../text/shown";
import { type TableLook, wrap } from "../text/text-table";

/** One principal through all stages of a file, with the reason of each. `nearest`: whom else may be meant, if nobody names it. */
export function principalText(
  explained: ExplainedFile,
  one: ExplainedPrincipal,
  { look, nearest }: { readonly look: TableLook; readonly nearest?: string },
): string {
  const { steps } = explained.explanation;
  const width = Math.max(...steps.map(({ name }) => name.length)) + 2;
  const lines = steps.flatMap((step, i) => {
    const access = one.cells[i];
    if (access === undefined) return [];
    const name = step.name.padEnd(width);
    const head = step.isCurrent ? look.paint(name, "bold") : name;
    const isOld = i > 0 && one.changes[i] === undefined && access.kind === "access";
    const what = isOld ? ["="] : wrap(stagedAccessWords(access), look.width - width, "  ");
    const rest = [
      ...wrap(`because ${cellReason(step, one.principal)}`, look.width - width - 2, "  ").map((line) =>
        look.paint(`  ${line}`, "dim"),
      ),
      ...(one.changes[i]?.parts ?? []).flatMap(({ kind, words }) =>
        wrap(`- ${words}`, look.width - width - 2, "  ").map((line) => look.paint(`  ${line}`, CHANGE_COLOURS[kind])),
      ),
    ];
    return [...what, ...rest].map((line, j) => `${j === 0 ? head : " ".repeat(width)}${line}`);
  });
  const doubt = nearest === undefined ? "" : `${look.paint(shownSentence(nearest), "yellow")}\n`;
  return `${title(explained, look)}\n${shown(printArn(one.principal))}\n${doubt}\n${lines.join("\n")}\n`;
}

/** `mapRoles[2], as dev:{{SessionName}}, group developers` */
export function stagedAccessWords(access: StagedAccess): string {
  if (access.kind !== "access") return access.kind === "none" ? "nothing" : "unknown";
  const { username, groups, policies } = access;
  const given = [...groups.map((group) => `group ${group}`), ...policies.map(describePolicy)];
  const name = username === "" ? "without a username" : `as ${username}`;
  return shownSentence([throughName(access), name, ...(given.length === 0 ? ["no groups"] : given)].join(", "));
}
