// Reads the arguments of OSTEP's homework simulators: the jobs, and the machine on which ours must give the same numbers.

import type { MachineSettings } from "#engine/machine";
import type { SchedulingSettings, ThreadTraits } from "#engine/scheduling/settings";
import type { Job } from "../kernel/synthetic";

export interface Exercise {
  readonly jobs: readonly Job[];
  readonly machine: Partial<MachineSettings>;
  readonly scheduling: Partial<SchedulingSettings>;
}

export function homework(tool: string, text: string): Exercise {
  const flags = flagsOf(text);
  switch (tool) {
    case "scheduler.py":
      return scheduler(flags);
    case "mlfq.py":
      return feedback(flags);
    case "multi.py":
      return multi(flags);
    case "process-run.py":
      return processRun(flags);
    default:
      throw new Error(`no simulator ${tool}`);
  }
}

type Flags = (name: string, otherwise: string) => string;

function flagsOf(text: string): Flags {
  const values = new Map<string, string>();
  const words = text.split(" ");
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (word.startsWith("-")) values.set(word.slice(1), next === undefined || next.startsWith("-") ? "on" : next);
  });
  return (name, otherwise) => values.get(name) ?? otherwise;
}

/** The lengths that Python's generator gives for `-j 3 -s 100`. */
const RANDOM_LENGTHS = "2,5,8";

function scheduler(flag: Flags): Exercise {
  const lengths = flag("l", RANDOM_LENGTHS).split(",").map(Number);
  const policy = flag("p", "FIFO") === "RR" ? "round-robin" : "fcfs";
  return {
    jobs: lengths.map((length, index) => ({ name: `J${index}`, arrival: 0, phases: [length] })),
    machine: { policy, quantum: Number(flag("q", "1")) },
    scheduling: {},
  };
}

function feedback(flag: Flags): Exercise {
  const wait = Number(flag("i", "5"));
  const jobs = flag("l", "")
    .split(":")
    .map((text, index): Job => {
      const [arrival = 0, run = 0, every = 0] = text.split(",").map(Number);
      const phases: number[] = [];
      for (let left = run; left > 0; left -= every === 0 ? run : every) {
        phases.push(every === 0 ? run : Math.min(every, left));
        if (every > 0 && left > every) phases.push(wait);
      }
      return { name: `J${index}`, arrival, phases };
    });
  const same = Array.from({ length: Number(flag("n", "3")) }, () => Number(flag("q", "10")));
  const quanta = flag("Q", "");
  return {
    jobs,
    machine: { policy: "mlfq" },
    scheduling: {
      levels: quanta === "" ? same : quanta.split(",").map(Number),
      allotments: flag("A", flag("a", "1")).split(",").map(Number),
      boost: Number(flag("B", "0")),
      stay: flag("S", "") === "on",
      bump: flag("I", "") === "on",
      quantumEnd: "requeued",
    },
  };
}

function multi(flag: Flags): Exercise {
  const affinity = new Map(
    flag("A", "")
      .split(",")
      .filter((text) => text !== "")
      .map((text) => {
        const [name = "", cpus = ""] = text.split(":");
        return [name, cpus.split(".").map(Number)] as const;
      }),
  );
  const jobs = flag("L", "")
    .split(",")
    .map((text): Job => {
      const [name = "", run, workingSet] = text.split(":");
      const cpus = affinity.get(name);
      const traits: ThreadTraits = { workingSet: Number(workingSet), ...(cpus === undefined ? {} : { cpus }) };
      return { name, arrival: 0, phases: [Number(run)], traits };
    });
  return {
    jobs,
    machine: { policy: "round-robin", cpus: Number(flag("n", "2")), quantum: Number(flag("q", "10")) },
    scheduling: {
      sticky: false,
      quantumClock: "global",
      queues: flag("p", "") === "on" ? "per-cpu" : "shared",
      stealing: false,
      cacheSize: Number(flag("M", "100")),
      cacheWarmUp: Number(flag("w", "10")),
      cacheSpeed: Number(flag("r", "2")),
    },
  };
}

/** An I/O is one tick of CPU that asks for it, the wait, and one tick that deals with its end. */
function processRun(flag: Flags): Exercise {
  const wait = Number(flag("L", "5"));
  const program = flag("P", "");
  const texts = program === "" ? flag("l", "").split(",").map(instructions) : program.split(":");
  const jobs = texts.map((text, index): Job => {
    const phases = [0];
    for (const step of text.split(",")) {
      const last = phases.length - 1;
      if (step === "i") phases.splice(last, 1, (phases[last] ?? 0) + 1, wait, 1);
      else phases[last] = (phases[last] ?? 0) + Number(step.slice(1));
    }
    return { name: `P${index}`, arrival: 0, phases };
  });
  return {
    jobs,
    machine: { policy: "fcfs" },
    scheduling: {
      switchOn: flag("S", "SWITCH_ON_IO") === "SWITCH_ON_END" ? "end" : "wait",
      wake: flag("I", "IO_RUN_LATER") === "IO_RUN_IMMEDIATE" ? "at-once" : "queue",
      preempted: "head",
    },
  };
}

/** `5:100` is five instructions of computing, `1:0` one of I/O; shares between need Python's generator. */
function instructions(text: string): string {
  const [count, share] = text.split(":").map(Number);
  if (share !== 0 && share !== 100) throw new Error("only all or nothing");
  return Array.from({ length: count ?? 0 }, () => (share === 100 ? "c1" : "i")).join(",");
}
