// Two people make way for each other until they have tried five times.

const side = new Map<string, "left" | "right">([
  ["Ann", "left"],
  ["Ben", "left"],
]);

async function walk(name: string, other: string): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    await new Promise((done) => setTimeout(done, 1));
    const before = side.get(name);
    if (before !== side.get(other)) {
      console.log(`${name} passes`);
      return;
    }
    // A moment to move: the other has looked meanwhile.
    await new Promise((done) => setTimeout(done, 1));
    side.set(name, before === "left" ? "right" : "left");
    console.log(`${name} steps ${side.get(name)}`);
  }
  console.log(`${name} gives up`);
}

await Promise.all([walk("Ann", "Ben"), walk("Ben", "Ann")]);
