import { type Fleet, judgeInventory } from "../fleet";
import type { InventoryFailure } from "./read-cluster-file";
import { readInventory } from "./read-inventory";

/** Reads a folder of cluster files and runs the gate of each; `today` (`2026-11-22`) decides what has expired. */
export function readFleet(folder: string, today: string): Fleet | InventoryFailure {
  const inventory = readInventory(folder);
  return "unreadable" in inventory ? inventory : judgeInventory(inventory, today);
}
