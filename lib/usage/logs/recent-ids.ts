/** IDs of events seen lately, in two generations: copies of one event stand close together, and memory stays flat. */
export class RecentIds {
  #recent = new Set<string>();
  #before = new Set<string>();

  /** Whether an ID was not seen lately; it is remembered. */
  public isNew(id: string): boolean {
    if (this.#recent.has(id) || this.#before.has(id)) return false;
    if (this.#recent.size >= REMEMBERED) {
      this.#before = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(id);
    return true;
  }
}

const REMEMBERED = 50_000;
