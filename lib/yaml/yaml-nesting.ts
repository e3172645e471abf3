import type { CST } from "yaml";

/** Whether values are nested deeper than a limit: asked before they are composed, which is recursive. */
export function isNestedDeeper(tokens: readonly CST.Token[], limit: number): boolean {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > limit) return true;
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + 1 });
  }
  return false;
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
