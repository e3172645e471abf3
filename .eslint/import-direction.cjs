"use strict";
const path = require("node:path");
const { MAY_IMPORT, MAY_USE_CDKTF } = require("./rooms.cjs");

const CDKTF = /^(cdktf|constructs|@cdktf\/)/;
const PROVIDER_ROOT = /^@cdktf\/provider-[a-z]+(\/lib)?$/;
const ROOMS = Object.keys(MAY_IMPORT);

/** The room of a file, sub-rooms too: `lib/access/aws-auth/row-state.ts` -> `lib/access/aws-auth`; undefined outside the house. */
function roomOf(file) {
  if (file === "main.ts") return "main";
  const folder = path.posix.dirname(file);
  return ROOMS.includes(folder) ? folder : undefined;
}

/** Whether a line of the table names a room: itself, or `lib/access/*` with all that is below `lib/access`. */
function names(allowed, room) {
  if (!allowed.endsWith("/*")) return allowed === room;
  const above = allowed.slice(0, -2);
  return room === above || room.startsWith(`${above}/`);
}

/** Why `file` may not import `specifier`, or undefined. Both paths are relative to the root, with `/`. */
function refusal(file, specifier) {
  if (!/^(lib|stacks)\//.test(file) && file !== "main.ts") return undefined;
  const room = roomOf(file);
  if (room === undefined) return `${path.posix.dirname(file)} is no room: give it a line in .eslint/rooms.cjs`;
  if (PROVIDER_ROOT.test(specifier)) {
    return `import the provider's sub-module (\`${specifier}/lib/eks-cluster\`): its root costs seconds and a gigabyte`;
  }
  if (CDKTF.test(specifier)) {
    const mayUse = MAY_USE_CDKTF.some((allowed) => names(allowed, room));
    return mayUse ? undefined : `${room} is plain TypeScript and may not import ${specifier}`;
  }
  if (!specifier.startsWith(".")) {
    const isDomain = names("lib/access/*", room) || room === "lib/finding";
    return isDomain && specifier !== "yaml" ? `${room} imports nothing but yaml, got ${specifier}` : undefined;
  }
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const targetRoom = roomOf(target) ?? path.posix.dirname(target);
  if (targetRoom === room || MAY_IMPORT[room].some((allowed) => names(allowed, targetRoom))) return undefined;
  return `${room} may import ${MAY_IMPORT[room].join(", ") || "nothing"} of the project, not ${targetRoom}`;
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
