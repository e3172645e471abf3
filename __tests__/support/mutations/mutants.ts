import ts from "typescript";

/** A place in a source, and what a mutant writes there. */
export interface Mutant {
  /** Offsets in the source. */
  readonly start: number;
  readonly end: number;
  readonly to: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Another operator, which a test of the behaviour notices. */
const OPERATORS: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [ts.SyntaxKind.AmpersandAmpersandToken, "||"],
  [ts.SyntaxKind.BarBarToken, "&&"],
  [ts.SyntaxKind.LessThanToken, ">="],
  [ts.SyntaxKind.GreaterThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, ">"],
  [ts.SyntaxKind.GreaterThanEqualsToken, "<"],
]);

/** Other methods of a list. */
const METHODS: Readonly<Record<string, string>> = { some: "every", every: "some" };

/**
 * Mutants of a source, in its order: another operator, a condition turned round, a list's other quantifier, a filter that lets
 * all through, a truth turned round. Types, imports and texts stay.
 */
export function mutantsOf(source: string): readonly Mutant[] {
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const add = (node: ts.Node, to: string): void => {
    const start = node.getStart(file);
    found.push({ start, end: node.getEnd(), to, line: file.getLineAndCharacterOfPosition(start).line + 1 });
  };
  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    mutate(node, add);
    ts.forEachChild(node, walk);
  };
  walk(file);
  return found;
}

function mutate(node: ts.Node, add: (node: ts.Node, to: string) => void): void {
  if (ts.isBinaryExpression(node)) {
    const other = OPERATORS.get(node.operatorToken.kind);
    if (other !== undefined) add(node.operatorToken, other);
  }
  if (ts.isIfStatement(node) && !ts.isBinaryExpression(node.expression)) add(node.expression, negated(node.expression));
  if (ts.isConditionalExpression(node) && !ts.isBinaryExpression(node.condition)) {
    add(node.condition, negated(node.condition));
  }
  if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent) && node.parent.expression === node) {
    const other = METHODS[node.name.text];
    if (other !== undefined) add(node.name, other);
  }
  if (isFilter(node)) for (const test of node.arguments.slice(0, 1)) add(test, "() => true");
  if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, "false");
  if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, "true");
}

function isFilter(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === "filter"
  );
}

function negated(node: ts.Expression): string {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken
    ? node.operand.getText()
    : `!(${node.getText()})`;
}

/** The source with the mutant in it. */
export function mutated(source: string, { start, end, to }: Mutant): string {
  return source.slice(0, start) + to + source.slice(end);
}
