"use strict";
const path = require("node:path");

/** What each room may import from the others. ARCHITECTURE.md draws the same table. */
const MAY_IMPORT = {
  access: [],
  migration: ["access"],
  yaml: [],
  inventory: ["access", "migration", "yaml"],
  eks: ["access", "migration", "inventory"],
  guards: ["access", "migration", "inventory", "eks"],
  plan: ["access"],
  rules: ["access", "migration", "inventory", "plan"],
  report: ["access", "migration", "inventory", "plan", "rules"],
  sources: ["access", "migration", "yaml", "inventory"],
  import: ["access", "migration", "yaml", "inventory", "sources"],
  live: ["access", "migration", "inventory", "sources"],
  cli: ["access", "migration", "yaml", "inventory", "plan", "rules", "report", "sources", "import", "live"],
  stacks: ["access", "migration", "inventory", "report", "eks", "guards"],
  main: ["access", "migration", "inventory", "report", "eks", "stacks"],
};
const MAY_USE_CDKTF = ["eks", "guards", "stacks", "main"];
const CDKTF = /^(cdktf|constructs|@cdktf\/)/;
const PROVIDER_ROOT = /^@cdktf\/provider-[a-z]+(\/lib)?$/;

/** The room of a file: `lib/access/arn.ts` -> `access`, `stacks/eks-stack.ts` -> `stacks`, `main.ts` -> `main`. */
function roomOf(relative) {
  const [first, second] = relative.split("/");
  if (first === "lib") return second;
  return relative === "main.ts" ? "main" : first;
}

/** Why `file` may not import `specifier`, or undefined. Both paths are relative to the root, with `/`. */
function refusal(file, specifier) {
  const room = roomOf(file);
  if (!(room in MAY_IMPORT)) return undefined;
  if (PROVIDER_ROOT.test(specifier)) {
    return `import the provider's sub-module (\`${specifier}/lib/eks-cluster\`): its root costs seconds and a gigabyte`;
  }
  if (CDKTF.test(specifier)) {
    return MAY_USE_CDKTF.includes(room) ? undefined : `${room} is plain TypeScript and may not import ${specifier}`;
  }
  if (!specifier.startsWith(".")) {
    return room === "access" && specifier !== "yaml" ? `access imports nothing but yaml, got ${specifier}` : undefined;
  }
  const target = roomOf(path.posix.join(path.posix.dirname(file), specifier));
  if (target === room || MAY_IMPORT[room].includes(target)) return undefined;
  return `${room} may import ${MAY_IMPORT[room].join(", ") || "nothing"} of the project, not ${target}`;
}

const rule = {
  meta: { type: "problem", schema: [], messages: { direction: "{{why}}" } },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    const check = (node) => {
      const why = node.source ? refusal(file, String(node.source.value)) : undefined;
      if (why) context.report({ node, messageId: "direction", data: { why } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

module.exports = { refusal, rules: { "import-direction": rule } };
