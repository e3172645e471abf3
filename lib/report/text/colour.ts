import type { Severity } from "../../finding/severity";

/** Paints text for a terminal, or leaves it alone. */
export type Paint = (text: string, colour: "red" | "yellow" | "green" | "dim" | "bold") => string;

const CODES = { red: 31, yellow: 33, green: 32, dim: 2, bold: 1 } as const;

/**
 * Colour only on a terminal, and never with NO_COLOR.
 * @see https://no-color.org
 */
export function painter(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  const isPainted = stream.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
  return (text, colour) => (isPainted ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text);
}

/** The colour of a severity. */
export function colourOf(severity: Severity): "red" | "yellow" | "dim" {
  if (severity === "warning") return "yellow";
  return severity === "note" ? "dim" : "red";
}
