// Work that is wanted again and again, of which only the latest counts.

/** Does one after the other, and leaves out what a later one has overtaken before it began. */
export class Latest {
  private isBusy = false;
  private next: (() => Promise<void>) | undefined;

  want(work: () => Promise<void>): void {
    this.next = work;
    if (!this.isBusy) void this.run();
  }

  get isOvertaken(): boolean {
    return this.next !== undefined;
  }

  private async run(): Promise<void> {
    this.isBusy = true;
    while (this.next) {
      const work = this.next;
      this.next = undefined;
      await work();
    }
    this.isBusy = false;
  }
}
