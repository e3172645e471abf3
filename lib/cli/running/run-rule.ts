import { currentCode } from "../../finding/catalogue";
import { didYouMean } from "../../finding/did-you-mean";
import { printable } from "../../report/text/printable";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { Failure } from "../failure";
import { packedSections } from "../files/packed-page";

/** The pages that say what a code or a rule is. */
const PAGES = ["rules.md", "specification.md"];

/** Prints what docs/rules.md says of a code, or docs/specification.md of a rule. */
export function runRule({ stdout }: CliContext, asked: string): ExitCode {
  const sections = PAGES.flatMap((page) => packedSections(page));
  const name = asked.toLowerCase();
  const current = currentCode(name);
  const found = sections.find(({ heading }) => heading.toLowerCase() === current);
  if (found === undefined)
    throw unknown(
      asked,
      sections.map(({ heading }) => heading),
    );
  const formerly = current === name ? "" : `\n\nIts name was ${name}: write the new one.`;
  stdout.write(`${found.heading}${formerly}\n\n${plainText(found.text)}\n`);
  return 0;
}

function unknown(asked: string, known: readonly string[]): Failure {
  const near = didYouMean(asked, known);
  return new Failure(`\`${printable(asked)}\`: neither a code nor a rule, expected row-dead or R12, for example`, {
    help:
      near === undefined ? "docs/rules.md lists the codes, docs/specification.md the rules" : `did you mean ${near}?`,
  });
}

/** Markdown for a terminal: code blocks are indented, links are their text, and their address where that is on the web. */
function plainText(markdown: string): string {
  let isCode = false;
  return markdown
    .split("\n")
    .flatMap((line) => {
      if (!line.startsWith("```")) return [isCode ? `    ${line}`.trimEnd() : plainLine(line)];
      isCode = !isCode;
      return [];
    })
    .join("\n");
}

/** A line outside of code; one in italics is where a rule comes from. */
function plainLine(line: string): string {
  return line
    .replace(/^_(.*)_$/, "Source: $1")
    .replace(/\[([^\]]+)\]\((https:[^)]+)\)/g, "$1 <$2>")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1");
}
