/** A variable of one version. */
export interface TableVariable {
  readonly type: string;
  /** Absent: the variable is required. */
  readonly default?: unknown;
}

/** One version of the module. */
export interface ReadVersion {
  readonly version: string;
  readonly variables: Readonly<Record<string, TableVariable>>;
}

/** One line per variable and change: `[first version, last version, type, default]`, a required variable without the last. */
export function encodeTable(versions: readonly ReadVersion[]): string {
  const names = [...new Set(versions.flatMap(({ variables }) => Object.keys(variables)))].sort();
  const variables = names.map((name) => [
    JSON.stringify(name),
    spansOf(name, versions).map((span) => JSON.stringify(span)),
  ]);
  const lines = variables.map(([name, spans]) => `    ${String(name)}: [${[spans].flat().join(", ")}]`);
  const known = JSON.stringify(versions.map(({ version }) => version));
  return `{\n  "versions": ${known},\n  "variables": {\n${lines.join(",\n")}\n  }\n}\n`;
}

function spansOf(name: string, versions: readonly ReadVersion[]): unknown[][] {
  const spans: { first: string; last: string; rest: unknown[] }[] = [];
  let before: string | undefined;
  for (const { version, variables } of versions) {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    const rest = variable === undefined ? undefined : restOf(variable);
    const key = rest === undefined ? undefined : JSON.stringify(rest);
    const open = spans.at(-1);
    if (rest !== undefined && key === before && open !== undefined) open.last = version;
    else if (rest !== undefined) spans.push({ first: version, last: version, rest });
    before = key;
  }
  return spans.map(({ first, last, rest }) => [first, last, ...rest]);
}

function restOf(variable: TableVariable): unknown[] {
  return "default" in variable ? [variable.type, variable.default] : [variable.type];
}
