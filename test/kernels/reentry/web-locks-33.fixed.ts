// Two modules with names of their own for their locks.
const DATABASE = "cache";

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
