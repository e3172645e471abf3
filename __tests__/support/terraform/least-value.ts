import type { Shape } from "../../../lib/module/module-shape";

/** The least value that a shape takes: of an object, the fields that it needs. */
export function leastValue(shape: Shape): unknown {
  switch (shape.kind) {
    case "list":
      return [];
    case "map":
      return {};
    case "object":
      return leastFields(shape);
    case "bool":
      return true;
    case "number":
      return 1;
    case "any":
    case "string":
      return "text";
  }
}

/** The fields that an object needs, but for one. */
export function leastFields(shape: Extract<Shape, { kind: "object" }>, without?: string): Record<string, unknown> {
  const needed = [...shape.fields].filter(([field]) => shape.required?.has(field) === true && field !== without);
  return Object.fromEntries(needed.map(([field, of]) => [field, leastValue(of)]));
}
