import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "../../finding/reason-of";
import { packageRoot } from "../../report/text/package-root";
import { Failure } from "../failure";

/** A section of a page: its heading without signs, and what stands below it. */
export interface PageSection {
  /** `row-dead`, `R12` */
  readonly heading: string;
  /** Markdown, without empty lines around it. */
  readonly text: string;
}

/** The sections of a page of docs/ in this package, those under `###`; what stands in a code block is no heading. */
export function packedSections(page: string, root = packageRoot()): PageSection[] {
  const sections: { heading: string; lines: string[] }[] = [];
  let isOpen = false;
  let isCode = false;
  for (const line of readPage(join(root, "docs", page), page).split("\n")) {
    if (line.startsWith("```")) isCode = !isCode;
    const [, signs, heading = ""] = (isCode ? undefined : /^(#{1,3}) (.*)$/.exec(line)) ?? [];
    if (signs === undefined) {
      if (isOpen) sections.at(-1)?.lines.push(line);
      continue;
    }
    isOpen = signs === "###";
    if (isOpen) sections.push({ heading: heading.replaceAll("`", ""), lines: [] });
  }
  return sections.map(({ heading, lines }) => ({ heading, text: lines.join("\n").trim() }));
}

function readPage(path: string, page: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Failure(`docs/${page}: cannot be read in this package: ${reasonOf(error)}`, {
      help: "install the package again: it holds docs/",
    });
  }
}
