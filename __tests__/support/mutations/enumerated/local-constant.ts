import ts from "typescript";
import type { Mutant } from "./mutant";

/**
 * Of a mutant in a constant that functions of the same file alone read, the mutants in those functions: a test that runs none of
 * them cannot notice it. Undefined: more may read it.
 */
export function readersOf<T extends Mutant>(
  tree: ts.SourceFile,
  mutant: T,
  all: readonly T[],
): readonly T[] | undefined {
  const own = tree.statements.find((one) => isIn(mutant, one, tree));
  if (own === undefined || !ts.isVariableStatement(own) || isExported(own)) return undefined;
  const names = own.declarationList.declarations.map(({ name }) => name.getText(tree));
  const others = tree.statements.filter((one) => one !== own && !ts.isTypeAliasDeclaration(one));
  if (others.some((one) => readsAtOnce(one, names))) return undefined;
  const readers = others.filter((one) => reads(one, names)).map((one) => all.filter((each) => isIn(each, one, tree)));
  return readers.length === 0 || readers.some((one) => one.length === 0) ? undefined : readers.flat();
}

function isIn({ start }: Mutant, node: ts.Node, tree: ts.SourceFile): boolean {
  return node.getStart(tree) <= start && start < node.getEnd();
}

function isExported({ modifiers }: ts.VariableStatement): boolean {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

function reads(node: ts.Node, names: readonly string[]): boolean {
  if (ts.isIdentifier(node)) return names.includes(node.text);
  return ts.forEachChild(node, (child) => reads(child, names) || undefined) === true;
}

/** Whether a statement reads one of the names when the file is loaded: outside of every function. */
function readsAtOnce(node: ts.Node, names: readonly string[]): boolean {
  if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return false;
  if (ts.isIdentifier(node)) return names.includes(node.text);
  return ts.forEachChild(node, (child) => readsAtOnce(child, names) || undefined) === true;
}
