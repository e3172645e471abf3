import ts from "typescript";
import type { Mutant } from "../mutant";

/** A piece of a text: whole, or what stands between the `${ }` of a template. */
type Piece =
  ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail;

/** What is written in the place of a token of Terraform's language. */
const TOKENS: readonly (readonly [token: RegExp, to: (found: string) => string])[] = [
  [/(?<= )==(?= )/g, () => "!="],
  [/(?<= )!=(?= )/g, () => "=="],
  [/(?<= )&&(?= )/g, () => "||"],
  [/(?<= )\|\|(?= )/g, () => "&&"],
  [/(?<= )>(?= )/g, () => ">="],
  [/(?<= )<(?= )/g, () => "<="],
  [/(?<= )>=(?= )/g, () => ">"],
  [/(?<= )<=(?= )/g, () => "<"],
  [/!(?=[a-z(]|$)/g, () => ""],
  [/\b(?:lower|upper|sort|distinct|reverse|trimspace)(?=\()/g, () => ""],
  [/ if /g, () => " if true || "],
  [/(?<![\w".:-])\d+(?![\w".:-])/g, (found) => String(Number(found) + 1)],
];

/** Whether a node is a text that holds, or may hold, an expression of Terraform. */
export function isTerraform(node: ts.Node): node is Piece {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateMiddleOrTemplateTail(node)
    ? !ts.isImportDeclaration(node.parent)
    : ts.isTemplateHead(node);
}

/** Another operator, a negation left out, a function left out, a condition of `for` that lets all through, one more. */
export function terraformMutants(piece: Piece, tree: ts.SourceFile): readonly Mutant[] {
  const text = piece.getText(tree);
  const inside = text.replace(/^[`"'}]/, "").replace(/(?:[`"']|\$\{)$/, "");
  const start = piece.getStart(tree) + 1;
  return TOKENS.flatMap(([token, to]) =>
    [...inside.matchAll(token)].map(({ 0: found, index }) => ({
      start: start + index,
      end: start + index + found.length,
      to: to(found),
    })),
  );
}
