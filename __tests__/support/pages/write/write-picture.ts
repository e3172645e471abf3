import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../../lib/cli/run";
import { cli } from "../../cli/in-process";
import { pictureFleet } from "../../fleets/picture-fleet";

/**
 * Writes docs/explain.png and docs/status.png: what `eks-access explain` prints on a terminal, and the page of `eks-access status`,
 * painted by a headless Chromium.
 */

const ROOT = join(__dirname, "../../../..");
const ARGS = ["explain", "clusters/demo-eks-cluster.yaml"];
const COLUMNS = 100;
const STYLES: Readonly<Record<string, string>> = {
  "1": "font-weight:bold;color:#ffffff",
  "2": "color:#8b949e",
  "31": "color:#ff7b72",
  "32": "color:#7ee787",
  "33": "color:#e3b341",
};
const [ROW, MARGIN] = [17, 20];

async function main(): Promise<void> {
  const text = `$ eks-access ${ARGS.join(" ")}\n\n${await printed()}`.trimEnd();
  const [width, height] = [COLUMNS * 8 + 2 * MARGIN, text.split("\n").length * ROW + 2 * MARGIN];
  paint("explain.png", html(text), `${width},${height}`);
  paint("status.png", await statusPage(), "1200,640");
}

/** Opens a page in a headless Chromium and keeps what it shows. */
function paint(name: string, page: string, size: string): void {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-picture-"));
  const [file, picture] = [join(folder, "page.html"), join(folder, name)];
  writeFileSync(file, page);
  const options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", `--window-size=${size}`];
  const { status, stderr } = spawnSync(
    process.env.CHROMIUM ?? "chromium",
    [...options, `--user-data-dir=${folder}/profile`, `--screenshot=${picture}`, `file://${file}`],
    { encoding: "utf8", timeout: 120_000 },
  );
  if (status !== 0) throw new Error(`chromium: ${stderr}`);
  const target = join(ROOT, "docs", name);
  copyFileSync(picture, `${target}.new`);
  renameSync(`${target}.new`, target);
  rmSync(folder, { recursive: true });
}

async function printed(): Promise<string> {
  const written: string[] = [];
  const stdout = { isTTY: true, columns: COLUMNS, write: (text: string) => written.push(text) };
  const stderr = { write: (text: string) => process.stderr.write(text) };
  const { stdin } = process;
  const exitCode = await run(ARGS, { stdin, stdout, stderr, env: {}, cwd: ROOT, today: "2026-11-22" });
  if (exitCode !== 0) throw new Error(`explain ended with ${exitCode}`);
  return written.join("");
}

async function statusPage(): Promise<string> {
  const fleet = pictureFleet();
  try {
    const { exitCode, stdout } = await cli(["status", "--verified", "verified", "--format", "html"], {
      cwd: fleet.cwd,
    });
    if (exitCode !== 0) throw new Error(`status ended with ${exitCode}`);
    return stdout;
  } finally {
    fleet.remove();
  }
}

function html(text: string): string {
  const escape = String.fromCodePoint(27);
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const painted = safe.replace(new RegExp(`${escape}\\[(\\d+)m`, "g"), (_, code: string) =>
    code === "0" ? "</span>" : `<span style="${STYLES[code] ?? ""}">`,
  );
  const font = `13px/${ROW}px 'DejaVu Sans Mono', 'Liberation Mono', monospace`;
  return `<!doctype html><meta charset="utf-8"><body style="margin:0;background:#0d1117;color:#e6edf3">
<pre style="margin:${MARGIN}px;font:${font}">${painted}</pre></body>`;
}

void main();
