import ts from "typescript";
import { answerMutants } from "./operators/answer-mutants";
import { expressionMutants } from "./operators/expression-mutants";
import { isTerraform, terraformMutants } from "./operators/terraform-mutants";
import type { Mutant } from "./mutant";

/** Which operators make mutants: all of the list, or what functions answer alone. */
export type Operators = "all" | "answers";

/**
 * Every mutant of a source, by a fixed list of operators (docs/testing.md has the table). Types, imports and names of properties
 * stay. Of a file of `lib/guards` the expressions of Terraform in its texts are mutated too.
 */
export function mutantsOf(source: string, file = "source.ts", operators: Operators = "all"): readonly Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const add = ({ start, end, to }: Mutant): void => {
    if (source.slice(start, end) !== to) found.push({ start, end, to });
  };
  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    const isTold = operators === "all" && file.startsWith("lib/guards/") && isTerraform(node);
    for (const mutant of (operators === "all" ? expressionMutants : answerMutants)(node, tree)) add(mutant);
    if (isTold) for (const one of terraformMutants(node, tree)) add(one);
    ts.forEachChild(node, walk);
  };
  walk(tree);
  const once = new Map(found.map((one) => [`${one.start} ${one.end} ${one.to}`, one]));
  return [...once.values()];
}
