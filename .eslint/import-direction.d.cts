import type { Rule } from "eslint";

/** Why `file` may not import `specifier`, or undefined; both relative to the root. */
export function refusal(file: string, specifier: string): string | undefined;
export const rules: Readonly<Record<string, Rule.RuleModule>>;
