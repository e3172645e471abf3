/** IDs of tasks that were taken: the protocol has no nonce, and a request that comes twice is worked on once. */
export class SeenTasks {
  private readonly ids: Set<string>;

  constructor(
    known: readonly string[] = [],
    private readonly most = 10_000,
  ) {
    this.ids = new Set(known);
  }

  public has(id: string): boolean {
    return this.ids.has(id);
  }

  /** The oldest ones are forgotten: their tokens are not valid any more. */
  public add(id: string): void {
    this.ids.add(id);
    for (const old of this.ids) {
      if (this.ids.size <= this.most) return;
      this.ids.delete(old);
    }
  }

  /** It was not taken after all. */
  public remove(id: string): void {
    this.ids.delete(id);
  }
}
