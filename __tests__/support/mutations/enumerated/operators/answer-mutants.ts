import ts from "typescript";
import type { Mutant } from "../mutant";

const { SyntaxKind } = ts;

/**
 * What a function answers, replaced by the answer of one that does nothing: an empty list, text, map or set, nothing, zero, or
 * either truth. A function without a declared type of its answer, or whose answer has no empty value, has none.
 */
export function answerMutants(node: ts.Node, tree: ts.SourceFile): readonly Mutant[] {
  const answered = answerOf(node);
  if (answered === undefined) return [];
  const type = typeOfAnswer(answered);
  const [start, end] = [answered.getStart(tree), answered.getEnd()];
  return (type === undefined ? [] : emptyOf(type)).map((to) => ({ start, end, to }));
}

/** The expression that a node gives as the answer of its function. */
function answerOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isReturnStatement(node)) return node.expression;
  return ts.isArrowFunction(node) && !ts.isBlock(node.body) ? node.body : undefined;
}

/** The declared type of what the function around an expression answers. */
function typeOfAnswer(node: ts.Node): ts.TypeNode | undefined {
  const { parent } = node;
  if (ts.isFunctionLike(parent)) return parent.type;
  return ts.isSourceFile(parent) ? undefined : typeOfAnswer(parent);
}

function emptyOf(type: ts.TypeNode): readonly string[] {
  if (type.kind === SyntaxKind.BooleanKeyword || ts.isTypePredicateNode(type)) return ["true", "false"];
  if (type.kind === SyntaxKind.StringKeyword) return ['""'];
  if (type.kind === SyntaxKind.NumberKeyword) return ["0"];
  if (ts.isArrayTypeNode(type) || ts.isTypeOperatorNode(type)) return ["[]"];
  if (ts.isUnionTypeNode(type)) {
    return type.types.some(({ kind }) => kind === SyntaxKind.UndefinedKeyword) ? ["undefined"] : [];
  }
  if (!ts.isTypeReferenceNode(type)) return [];
  const name = type.typeName.getText();
  return EMPTY.get(name) ?? [];
}

/** Types of a library that have an empty value. */
const EMPTY: ReadonlyMap<string, readonly string[]> = new Map([
  ["ReadonlyMap", ["new Map()"]],
  ["Map", ["new Map()"]],
  ["ReadonlySet", ["new Set()"]],
  ["Set", ["new Set()"]],
  ["Expression", ['""']],
]);
