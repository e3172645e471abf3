import ts from "typescript";
import { expressionMutants } from "./expression-mutants";
import { isTerraform, terraformMutants } from "./terraform-mutants";
import type { Mutant } from "./mutant";

/**
 * Every mutant of a source, by a fixed list of operators (docs/testing.md has the table). Types, imports and names of properties
 * stay. Of a file of `lib/guards` the expressions of Terraform in its texts are mutated too.
 */
export function mutantsOf(source: string, file = "source.ts"): readonly Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const add = ({ start, end, to }: Mutant): void => {
    if (source.slice(start, end) !== to) found.push({ start, end, to });
  };
  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    for (const mutant of expressionMutants(node, tree)) add(mutant);
    if (file.startsWith("lib/guards/") && isTerraform(node)) for (const one of terraformMutants(node, tree)) add(one);
    ts.forEachChild(node, walk);
  };
  walk(tree);
  const once = new Map(found.map((one) => [`${one.start} ${one.end} ${one.to}`, one]));
  return [...once.values()];
}
