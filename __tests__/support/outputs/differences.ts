/**
 * What differs between two texts, a line each: `- line` that was there, `+ line` that is there now, and `~ other order` where
 * lines of both stand in another order. Of JSON the lines are its values with their paths, so that a line says what it is about:
 * `resource.terraform_data.stage.input.stage = "dual"`, elements of lists at `[]`.
 */
export function differencesOf(before: string, now: string): string[] {
  const [old, present] = [linesOf(before), linesOf(now)];
  const [gone, come] = [without(old, present), without(present, old)];
  const kept = [without(old, gone), without(present, come)].map((lines) => lines.join("\n"));
  const isMoved = kept[0] !== kept[1];
  return [
    ...gone.map((line) => `- ${line}`),
    ...come.map((line) => `+ ${line}`),
    ...(isMoved ? ["~ other order"] : []),
  ];
}

function linesOf(text: string): readonly string[] {
  const value = text.startsWith("{") ? parsed(text) : undefined;
  return value === undefined ? text.split("\n") : valuesOf(value, "");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** CDK for Terraform's own notes (`//`) say again where a construct stands: left out. */
function valuesOf(value: unknown, path: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [`${path} = ${JSON.stringify(value)}`];
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, `${path}[]`));
  const inner = Object.entries(value).filter(([key]) => key !== "//");
  return inner.flatMap(([key, item]) => valuesOf(item, path === "" ? key : `${path}.${key}`));
}

/** The lines of `all` that `taken` does not have, each as often as it is left over. */
function without(all: readonly string[], taken: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of taken) counts.set(line, (counts.get(line) ?? 0) + 1);
  return all.filter((line) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  });
}
