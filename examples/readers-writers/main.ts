// Two readers together, a writer alone, a reader after it: Web Locks in shared and exclusive mode.

const locks = navigator.locks;
const log: string[] = [];

async function inside(name: string): Promise<void> {
  log.push(`+${name}`);
  await new Promise((done) => setTimeout(done, 2));
  log.push(`-${name}`);
}

await Promise.all([
  locks.request("page", { mode: "shared" }, () => inside("reader 1")),
  locks.request("page", { mode: "shared" }, () => inside("reader 2")),
  locks.request("page", () => inside("writer")),
  locks.request("page", { mode: "shared" }, () => inside("reader 3")),
]);
console.log(log.join(" "));
