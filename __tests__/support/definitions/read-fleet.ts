import { sortFindings } from "../../../lib/finding/finding-order";
import { type Fleet, judgeInventory } from "../../../lib/inventory/fleet";
import { outputFolder } from "../../../lib/inventory/folder/output-folder";
import type { InventoryFailure } from "../../../lib/inventory/folder/read-cluster-file";
import { readFolder } from "../../../lib/inventory/folder/read-folder";
import { type Inventory, parseInventory } from "../../../lib/inventory/inventory";

/** The cluster files of a folder, all at once: for tests that look at each. */
export function readInventory(folder: string): Inventory | InventoryFailure {
  const read = readFolder(folder);
  if ("unreadable" in read) return read;
  const { clusters, findings } = parseInventory(read.sources, { outdir: outputFolder() });
  return { clusters, findings: sortFindings([...findings, ...read.findings]) };
}

/** The same, judged: `today` (`2026-11-22`) decides what has expired. */
export function readFleet(folder: string, today: string): Fleet | InventoryFailure {
  const inventory = readInventory(folder);
  return "unreadable" in inventory ? inventory : judgeInventory(inventory, today);
}
