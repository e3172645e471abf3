import ts from "typescript";
import { SEVERITIES } from "../../../../../lib/finding/severity";
import type { Mutant } from "../mutant";

const { SyntaxKind } = ts;

/** Other operators; of a comparison its edge and its opposite. */
const OPERATORS: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
  [SyntaxKind.EqualsEqualsEqualsToken, ["!=="]],
  [SyntaxKind.ExclamationEqualsEqualsToken, ["==="]],
  [SyntaxKind.LessThanToken, ["<=", ">="]],
  [SyntaxKind.GreaterThanToken, [">=", "<="]],
  [SyntaxKind.LessThanEqualsToken, ["<", ">"]],
  [SyntaxKind.GreaterThanEqualsToken, [">", "<"]],
]);

/** Operators of which each operand is left out in turn. */
const LOGICAL: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
]);

/** Other methods. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ["some", "every"],
  ["every", "some"],
  ["startsWith", "endsWith"],
  ["endsWith", "startsWith"],
]);

/** Methods that are left out: what they are called on stands for their result. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "filter",
  "sort",
  "toSorted",
  "reverse",
  "toReversed",
  "slice",
  "trim",
  "toLowerCase",
  "toUpperCase",
]);

/** The mutants of one node, those of what is in it aside. */
export function expressionMutants(node: ts.Node, tree: ts.SourceFile): readonly Mutant[] {
  const write = (at: ts.Node, to: string): Mutant => ({ start: at.getStart(tree), end: at.getEnd(), to });
  if (ts.isBinaryExpression(node)) return binary(node, write);
  if (ts.isConditionalExpression(node)) return bothWays(node.condition, write);
  if (ts.isIfStatement(node)) return bothWays(node.expression, write);
  if (ts.isWhileStatement(node)) return [write(node.expression, "false")];
  if (ts.isForOfStatement(node)) return [write(node.expression, "[]")];
  if (ts.isPrefixUnaryExpression(node)) return negation(node, write);
  if (ts.isCallExpression(node)) return call(node, write);
  if (ts.isArrayLiteralExpression(node)) return dropped(node.elements, tree);
  if (ts.isObjectLiteralExpression(node)) return dropped(node.properties, tree).filter((_, i) => isDroppable(node, i));
  if (ts.isExpressionStatement(node) && !isSuper(node.expression)) return [write(node.expression, "undefined")];
  return literal(node, write);
}

type Write = (at: ts.Node, to: string) => Mutant;

function binary(node: ts.BinaryExpression, write: Write): readonly Mutant[] {
  const { kind } = node.operatorToken;
  if (LOGICAL.has(kind)) return [write(node, node.left.getText()), write(node, node.right.getText())];
  return (OPERATORS.get(kind) ?? []).map((to) => write(node.operatorToken, to));
}

/** A condition that always holds, and one that never does. */
function bothWays(condition: ts.Expression, write: Write): readonly Mutant[] {
  return [write(condition, "true"), write(condition, "false")];
}

/** Where a negation is a whole condition, both ways of the condition say more. */
function negation(node: ts.PrefixUnaryExpression, write: Write): readonly Mutant[] {
  const { parent } = node;
  const isCondition =
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node);
  return node.operator === SyntaxKind.ExclamationToken && !isCondition ? [write(node, node.operand.getText())] : [];
}

function call(node: ts.CallExpression, write: Write): readonly Mutant[] {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const { text } = expression.name;
  const other = METHODS.get(text);
  if (other !== undefined) return [write(expression.name, other)];
  return LEFT_OUT.has(text) ? [write(node, expression.expression.getText())] : [];
}

/** Each row of a list left out, with the comma beside it. */
function dropped(rows: ts.NodeArray<ts.Node>, tree: ts.SourceFile): readonly Mutant[] {
  return rows.map((row, i) => {
    const [before, next] = [rows[i - 1], rows[i + 1]];
    const start = next === undefined && before !== undefined ? before.getEnd() : row.getStart(tree);
    return { start, end: next === undefined ? row.getEnd() : next.getStart(tree), to: "" };
  });
}

/** What is spread into an object, and rows of a table of the module. */
function isDroppable(node: ts.ObjectLiteralExpression, index: number): boolean {
  const row = node.properties[index];
  if (row === undefined || ts.isSpreadAssignment(row)) return row !== undefined;
  let { parent } = node;
  while (!ts.isVariableDeclaration(parent)) {
    if (ts.isSourceFile(parent) || ts.isFunctionLike(parent) || ts.isArrayLiteralExpression(parent)) return false;
    parent = parent.parent;
  }
  return ts.isSourceFile(parent.parent.parent.parent);
}

function isSuper(expression: ts.Expression): boolean {
  return ts.isCallExpression(expression) && expression.expression.kind === SyntaxKind.SuperKeyword;
}

/** Another truth, one more, another severity, a message that says nothing, a pattern that is not held at its ends. */
function literal(node: ts.Node, write: Write): readonly Mutant[] {
  if (node.kind === SyntaxKind.TrueKeyword) return [write(node, "false")];
  if (node.kind === SyntaxKind.FalseKeyword) return [write(node, "true")];
  if (ts.isNumericLiteral(node)) return [write(node, String(Number(node.text) + 1))];
  if (ts.isRegularExpressionLiteral(node)) return pattern(node, write);
  if (ts.isTemplateExpression(node))
    return node
      .getText()
      .replace(/\$\{[^}]*\}/g, "")
      .includes(" ")
      ? [write(node, '""')]
      : [];
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return [];
  const severity = SEVERITIES.findIndex((one) => one === node.text);
  if (severity !== -1) return [write(node, JSON.stringify(SEVERITIES[severity === 0 ? 1 : severity - 1]))];
  return node.text.includes(" ") ? [write(node, '""')] : [];
}

function pattern(node: ts.RegularExpressionLiteral, write: Write): readonly Mutant[] {
  const { text } = node;
  const start = text.startsWith("/^") ? [write(node, text.replace("/^", "/"))] : [];
  const end = /[^\\]\$\/[a-z]*$/.test(text) ? [write(node, text.replace(/\$(\/[a-z]*)$/, "$1"))] : [];
  return [...start, ...end];
}
