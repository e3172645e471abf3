/** Jobs, a bounded number at one time, a bounded number in a line; each begins with nothing of the one before. */
export class TaskQueue {
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly atOnce: number,
    private readonly most: number,
  ) {}

  /** How many run, and how many wait. */
  public get counts(): { readonly running: number; readonly waiting: number } {
    return { running: this.running.size, waiting: this.waiting.length };
  }

  public get isFull(): boolean {
    return this.running.size >= this.atOnce && this.waiting.length >= this.most;
  }

  /** A job that never fails: what goes wrong in it is its own matter. */
  public add(job: () => Promise<void>): void {
    this.waiting.push(job);
    this.startNext();
  }

  /** Once nothing runs and nothing waits. */
  public async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.race(this.running);
  }

  private startNext(): void {
    if (this.running.size >= this.atOnce) return;
    const job = this.waiting.shift();
    if (job === undefined) return;
    const done = job().finally(() => {
      this.running.delete(done);
      this.startNext();
    });
    this.running.add(done);
  }
}
