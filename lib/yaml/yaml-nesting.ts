import type { CST } from "yaml";

/** How deep values may be nested: the deepest of a cluster file is 6. Thousands end the process within package yaml. */
export const DEEPEST_NESTING = 50;

/** Whether values are nested deeper than a limit: asked before they are composed, which is recursive. */
export function isNestedDeeper(tokens: readonly CST.Token[], limit: number): boolean {
  return limit < 0 ? tokens.length > 0 : tokens.some((token) => isNestedDeeper(childrenOf(token), limit - 1));
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!("items" in token)) return [];
  const children: CST.Token[] = [];
  for (const { key, value } of token.items) {
    if (key !== null && key !== undefined) children.push(key);
    if (value !== undefined) children.push(value);
  }
  return children;
}
