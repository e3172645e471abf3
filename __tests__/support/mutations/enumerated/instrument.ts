import ts from "typescript";
import { type FileMutant, mutated } from "./mutant";

/** The smallest expression around a mutant that can be replaced as a whole, and all mutants of it. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly ids: number[];
}

/** Name of the global function that says whether a mutant is the one that is tried, and notes that it was reached. */
export const IS_TRIED = "__isTriedMutant";

/**
 * A source that holds all of its mutants: each expression asks whether one of its mutants is tried. It is compiled once, and
 * whatever test reaches an expression is known to reach its mutants.
 */
export function instrumented(source: string, mutants: readonly FileMutant[], firstId: number): string {
  const tree = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
  const places = new Map<string, Place>();
  mutants.forEach((mutant, i) => {
    const node = placeOf(tree, mutant);
    const [start, end] = [node.getStart(tree), node.getEnd()];
    const place = places.get(`${start} ${end}`) ?? { start, end, ids: [] };
    place.ids.push(i);
    places.set(`${start} ${end}`, place);
  });
  const sorted = [...places.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  const write = (start: number, end: number, inside: readonly Place[]): string => {
    let [text, at] = ["", start];
    for (const place of inside) {
      if (place.start < at) continue;
      const nested = inside.filter((one) => one !== place && one.start >= place.start && one.end <= place.end);
      text += source.slice(at, place.start) + asked(place, write(place.start, place.end, nested));
      at = place.end;
    }
    return text + source.slice(at, end);
  };
  const asked = ({ start, end, ids }: Place, own: string): string => {
    const choices = ids.map((i) => {
      const mutant = mutants[i];
      if (mutant === undefined) throw new Error(`no mutant ${i}`);
      const shifted = { ...mutant, start: mutant.start - start, end: mutant.end - start };
      return `${IS_TRIED}(${firstId + i}) ? (${mutated(source.slice(start, end), shifted)}) : `;
    });
    return `(${choices.join("")}(${own}))`;
  };
  return write(0, source.length, sorted);
}

/** Where nothing is written in the place of something, more than that has to be replaced. */
function placeOf(tree: ts.SourceFile, { start, end, to }: FileMutant): ts.Node {
  let found: ts.Node | undefined;
  const walk = (node: ts.Node): void => {
    const [first, last] = [node.getStart(tree), node.getEnd()];
    if (first > start || last < end) return;
    if (isReplaceable(node) && (to !== "" || first < start || last > end)) found = node;
    ts.forEachChild(node, walk);
  };
  walk(tree);
  if (found === undefined) throw new Error(`no expression around ${tree.text.slice(start, end)}`);
  return found;
}

/** Whether another expression can stand in the place of a node: none that is called, assigned to, or part of an optional chain. */
function isReplaceable(node: ts.Node): boolean {
  if (!ts.isExpression(node) || ts.isPrivateIdentifier(node)) return false;
  if (ts.isSpreadElement(node) || ts.isOmittedExpression(node) || ts.isExpressionWithTypeArguments(node)) return false;
  if (node.kind === ts.SyntaxKind.SuperKeyword || node.kind === ts.SyntaxKind.ImportKeyword) return false;
  const { parent } = node;
  if ((ts.isPropertyAssignment(parent) || ts.isPropertyAccessExpression(parent)) && parent.name === node) return false;
  if (ts.isTypeNode(parent) || ts.isTaggedTemplateExpression(parent)) return false;
  if (isCallee(node) || isInChain(node)) return false;
  return !(
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function isCallee(node: ts.Expression): boolean {
  const { parent } = node;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
}

function isInChain(node: ts.Expression): boolean {
  const { parent } = node;
  return ts.isOptionalChain(parent) && parent.expression === node;
}
