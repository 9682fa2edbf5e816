// Listeners are called again: the one call that is waited for may come later.

type Event<T> = (listener: (e: T) => unknown) => { dispose(): void };

class Service {
  readonly onDidRegister: Event<{ id: string }>;
  readonly changed: Event<{ id: string }>;

  constructor(event: Event<{ id: string }>) {
    this.onDidRegister = event;
    this.changed = event;
  }

  registered(id: string): Promise<void> {
    return new Promise((resolve) => {
      this.onDidRegister((e) => {
        if (e.id === id) resolve();
      });
    });
  }

  change(id: string): Promise<void> {
    return new Promise((resolve) => {
      this.changed((e) => {
        if (e.id === id) resolve();
      });
    });
  }
}

export const service = new Service(() => ({ dispose: () => undefined }));
