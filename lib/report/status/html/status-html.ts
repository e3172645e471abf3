import { createHash } from "node:crypto";
import type { FleetStatus } from "../../../app/status/fleet-status";
import { boardData } from "./board-data";
import { BOARD_SCRIPT } from "./board-script";
import { CLUSTER_SCRIPT } from "./cluster-script";
import { PAGE_BODY } from "./page-body";
import { PAGE_STYLE } from "./page-style";
import { SEARCH_SCRIPT } from "./search-script";

/**
 * `eks-access status --format html`: one file that needs no network. Its policy lets no other script, style or request run than
 * what stands in it. Texts of files and clouds stand in a block of JSON, and the script writes them as text alone.
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export function statusHtml(status: FleetStatus): string {
  const script = `"use strict";\n${BOARD_SCRIPT}${CLUSTER_SCRIPT}${SEARCH_SCRIPT}start();\n`;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(PAGE_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>eks-access: the fleet</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${PAGE_BODY}
<script type="application/json" id="data">${jsonInHtml(boardData(status))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that ends no element and begins none: a block of data is read up to the next \`</script\` or \`<!--\`. */
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
