// Two modules use the same name for a lock of the origin; one calls the other while it holds it.
const DATABASE = "database";

const cache = {
  async invalidate(key: string): Promise<void> {
    await navigator.locks.request(DATABASE, async () => {
      localStorage.removeItem(key);
    });
  },
};

export const documents = {
  async save(key: string, text: string): Promise<void> {
    await navigator.locks.request("database", async () => {
      await cache.invalidate(key);
      localStorage.setItem(key, text);
    });
  },
};
