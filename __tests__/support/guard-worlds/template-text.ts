/**
 * A template of Terraform JSON as an expression of HCL: `a ${b} c` becomes `join("", ["a ", b, " c"])`, so that it can stand in
 * another expression.
 */
export function templateExpression(template: string): string {
  const parts: string[] = [];
  let literal = "";
  for (let i = 0; i < template.length;) {
    if (template.startsWith("$${", i) || template.startsWith("%%{", i)) {
      literal += template.slice(i + 1, i + 3);
      i += 3;
    } else if (template.startsWith("${", i)) {
      const end = endOfExpression(template, i + 2);
      parts.push(quoted(literal), template.slice(i + 2, end));
      literal = "";
      i = end + 1;
    } else {
      literal += template.charAt(i);
      i += 1;
    }
  }
  return `join("", [${[...parts, quoted(literal)].join(", ")}])`;
}

/** What stands in a template that is one expression: `${a}` -> `a`. */
export function soleExpression(template: string): string {
  const end = template.startsWith("${") ? endOfExpression(template, 2) : -1;
  if (end !== template.length - 1) throw new Error(`expected one expression, got ${template}`);
  return template.slice(2, end);
}

/** The place of the brace that ends an expression. */
function endOfExpression(text: string, start: number): number {
  for (let i = start, depth = 1; i < text.length; i += 1) {
    const character = text.charAt(i);
    if (character === '"') i = endOfText(text, i + 1);
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (depth === 0) return i;
  }
  throw new Error(`an expression does not end: ${text}`);
}

/** The place of the quote that ends a text, in which other expressions may stand. */
function endOfText(text: string, start: number): number {
  for (let i = start; i < text.length; i += 1) {
    if (text.charAt(i) === "\\") i += 1;
    else if (text.charAt(i) === '"') return i;
    else if (text.startsWith("$${", i)) i += 2;
    else if (text.startsWith("${", i)) i = endOfExpression(text, i + 2);
  }
  throw new Error(`a text does not end: ${text}`);
}

function quoted(literal: string): string {
  return JSON.stringify(literal)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");
}
