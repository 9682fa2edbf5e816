// Published scheduling exercises with their answers: whole tables of textbooks, each with the settings that its book assumes. Long: data.

import type { MachineSettings } from "#engine/machine";
import type { SchedulingSettings } from "#engine/scheduling/settings";

export interface TextbookExercise {
  readonly source: string;
  readonly machine: Pick<MachineSettings, "policy"> & Partial<Pick<MachineSettings, "quantum">>;
  readonly scheduling?: Partial<SchedulingSettings>;
  /** The exercise leaves the CPU idle up to this time, in the hope of something shorter. */
  readonly idleUntil?: number;
  /** Name, arrival, burst, priority. */
  readonly jobs: readonly (readonly [name: string, arrival: number, burst: number, priority?: number])[];
  /** Name:from-to of each slice. */
  readonly gantt: string;
  readonly response: readonly number[];
  readonly turnaround: readonly number[];
  readonly waiting: readonly number[];
}

export const TEXTBOOK_EXERCISES: readonly TextbookExercise[] = [
  {
    source: "Silberschatz, Operating System Concepts, ch. 5, FCFS, FCFS",
    machine: {
      policy: "fcfs",
    },
    jobs: [
      ["P1", 0, 24],
      ["P2", 0, 3],
      ["P3", 0, 3],
    ],
    gantt: "P1:0-24 P2:24-27 P3:27-30",
    response: [0, 24, 27],
    turnaround: [24, 27, 30],
    waiting: [0, 24, 27],
  },
  {
    source: "Silberschatz, Operating System Concepts, ch. 5, RR, RR q=4",
    machine: {
      policy: "round-robin",
      quantum: 4,
    },
    jobs: [
      ["P1", 0, 24],
      ["P2", 0, 3],
      ["P3", 0, 3],
    ],
    gantt: "P1:0-4 P2:4-7 P3:7-10 P1:10-30",
    response: [0, 4, 7],
    turnaround: [30, 7, 10],
    waiting: [6, 4, 7],
  },
  {
    source: "Silberschatz, Operating System Concepts, ch. 5, SRTF, SRTF",
    machine: {
      policy: "srtf",
    },
    jobs: [
      ["P1", 0, 8],
      ["P2", 1, 4],
      ["P3", 2, 9],
      ["P4", 3, 5],
    ],
    gantt: "P1:0-1 P2:1-5 P4:5-10 P1:10-17 P3:17-26",
    response: [0, 0, 15, 2],
    turnaround: [17, 4, 24, 7],
    waiting: [9, 0, 15, 2],
  },
  {
    source: "Silberschatz, Operating System Concepts, ch. 5, priority, PRIO low=high",
    machine: {
      policy: "priority",
    },
    scheduling: {
      urgent: "low",
      preemptive: false,
    },
    jobs: [
      ["P1", 0, 10, 3],
      ["P2", 0, 1, 1],
      ["P3", 0, 2, 4],
      ["P4", 0, 1, 5],
      ["P5", 0, 5, 2],
    ],
    gantt: "P2:0-1 P5:1-6 P1:6-16 P3:16-18 P4:18-19",
    response: [6, 0, 16, 18, 1],
    turnaround: [16, 1, 18, 19, 6],
    waiting: [6, 0, 16, 18, 1],
  },
  {
    source: "Silberschatz, practice exercise 5.3, FCFS (times x 10)",
    machine: {
      policy: "fcfs",
    },
    jobs: [
      ["P1", 0, 80],
      ["P2", 4, 40],
      ["P3", 10, 10],
    ],
    gantt: "P1:0-80 P2:80-120 P3:120-130",
    response: [0, 76, 110],
    turnaround: [80, 116, 120],
    waiting: [0, 76, 110],
  },
  {
    source: "Silberschatz, practice exercise 5.3 (idle first 1 unit), SJF start=1 (times x 10)",
    machine: {
      policy: "sjf",
    },
    idleUntil: 10,
    jobs: [
      ["P1", 0, 80],
      ["P2", 4, 40],
      ["P3", 10, 10],
    ],
    gantt: "P3:10-20 P2:20-60 P1:60-140",
    response: [60, 16, 0],
    turnaround: [140, 56, 10],
    waiting: [60, 16, 0],
  },
  {
    source: "Silberschatz, exercise 5.12, RR q=1",
    machine: {
      policy: "round-robin",
      quantum: 1,
    },
    jobs: [
      ["P1", 0, 10, 3],
      ["P2", 0, 1, 1],
      ["P3", 0, 2, 3],
      ["P4", 0, 1, 4],
      ["P5", 0, 5, 2],
    ],
    gantt:
      "P1:0-1 P2:1-2 P3:2-3 P4:3-4 P5:4-5 P1:5-6 P3:6-7 P5:7-8 P1:8-9 P5:9-10 P1:10-11 P5:11-12 P1:12-13 P5:13-14 P1:14-19",
    response: [0, 1, 2, 3, 4],
    turnaround: [19, 2, 7, 4, 14],
    waiting: [9, 1, 5, 3, 9],
  },
  {
    source: "Silberschatz, exercise 5.12, PRIO low=high",
    machine: {
      policy: "priority",
    },
    scheduling: {
      urgent: "low",
      preemptive: false,
    },
    jobs: [
      ["P1", 0, 10, 3],
      ["P2", 0, 1, 1],
      ["P3", 0, 2, 3],
      ["P4", 0, 1, 4],
      ["P5", 0, 5, 2],
    ],
    gantt: "P2:0-1 P5:1-6 P1:6-16 P3:16-18 P4:18-19",
    response: [6, 0, 16, 18, 1],
    turnaround: [16, 1, 18, 19, 6],
    waiting: [6, 0, 16, 18, 1],
  },
  {
    source: "Silberschatz, 10th ed., exercise 5.4, SJF",
    machine: {
      policy: "sjf",
    },
    jobs: [
      ["P1", 0, 2, 2],
      ["P2", 0, 1, 1],
      ["P3", 0, 8, 4],
      ["P4", 0, 4, 2],
      ["P5", 0, 5, 3],
    ],
    gantt: "P2:0-1 P1:1-3 P4:3-7 P5:7-12 P3:12-20",
    response: [1, 0, 12, 3, 7],
    turnaround: [3, 1, 20, 7, 12],
    waiting: [1, 0, 12, 3, 7],
  },
  {
    source: "Silberschatz, 10th ed., exercise 5.4, RR q=2",
    machine: {
      policy: "round-robin",
      quantum: 2,
    },
    jobs: [
      ["P1", 0, 2, 2],
      ["P2", 0, 1, 1],
      ["P3", 0, 8, 4],
      ["P4", 0, 4, 2],
      ["P5", 0, 5, 3],
    ],
    gantt: "P1:0-2 P2:2-3 P3:3-5 P4:5-7 P5:7-9 P3:9-11 P4:11-13 P5:13-15 P3:15-17 P5:17-18 P3:18-20",
    response: [0, 2, 3, 5, 7],
    turnaround: [2, 3, 20, 13, 18],
    waiting: [0, 2, 12, 9, 13],
  },
  {
    source: "Tanenbaum, Modern Operating Systems, batch jobs, FCFS",
    machine: {
      policy: "fcfs",
    },
    jobs: [
      ["A", 0, 10, 3],
      ["B", 0, 6, 5],
      ["C", 0, 2, 2],
      ["D", 0, 4, 1],
      ["E", 0, 8, 4],
    ],
    gantt: "A:0-10 B:10-16 C:16-18 D:18-22 E:22-30",
    response: [0, 10, 16, 18, 22],
    turnaround: [10, 16, 18, 22, 30],
    waiting: [0, 10, 16, 18, 22],
  },
  {
    source: "Tanenbaum, Modern Operating Systems, batch jobs, PRIO high=high",
    machine: {
      policy: "priority",
    },
    scheduling: {
      urgent: "high",
      preemptive: false,
    },
    jobs: [
      ["A", 0, 10, 3],
      ["B", 0, 6, 5],
      ["C", 0, 2, 2],
      ["D", 0, 4, 1],
      ["E", 0, 8, 4],
    ],
    gantt: "B:0-6 E:6-14 A:14-24 C:24-26 D:26-30",
    response: [14, 0, 24, 26, 6],
    turnaround: [24, 6, 26, 30, 14],
    waiting: [14, 0, 24, 26, 6],
  },
  {
    source: "Tanenbaum, Modern Operating Systems, SJF section, FCFS",
    machine: {
      policy: "fcfs",
    },
    jobs: [
      ["A", 0, 8],
      ["B", 0, 4],
      ["C", 0, 4],
      ["D", 0, 4],
    ],
    gantt: "A:0-8 B:8-12 C:12-16 D:16-20",
    response: [0, 8, 12, 16],
    turnaround: [8, 12, 16, 20],
    waiting: [0, 8, 12, 16],
  },
  {
    source: "Tanenbaum, Modern Operating Systems, SJF not optimal with arrivals, SJF",
    machine: {
      policy: "sjf",
    },
    jobs: [
      ["A", 0, 2],
      ["B", 0, 4],
      ["C", 3, 1],
      ["D", 3, 1],
      ["E", 3, 1],
    ],
    gantt: "A:0-2 B:2-6 C:6-7 D:7-8 E:8-9",
    response: [0, 2, 3, 4, 5],
    turnaround: [2, 6, 4, 5, 6],
    waiting: [0, 2, 3, 4, 5],
  },
  {
    source: "Stallings, Operating Systems, tables 9.4 and 9.5, FCFS",
    machine: {
      policy: "fcfs",
    },
    jobs: [
      ["A", 0, 3],
      ["B", 2, 6],
      ["C", 4, 4],
      ["D", 6, 5],
      ["E", 8, 2],
    ],
    gantt: "A:0-3 B:3-9 C:9-13 D:13-18 E:18-20",
    response: [0, 1, 5, 7, 10],
    turnaround: [3, 7, 9, 12, 12],
    waiting: [0, 1, 5, 7, 10],
  },
  {
    source: "Stallings, Operating Systems, tables 9.4 and 9.5, RR q=4",
    machine: {
      policy: "round-robin",
      quantum: 4,
    },
    jobs: [
      ["A", 0, 3],
      ["B", 2, 6],
      ["C", 4, 4],
      ["D", 6, 5],
      ["E", 8, 2],
    ],
    gantt: "A:0-3 B:3-7 C:7-11 D:11-15 B:15-17 E:17-19 D:19-20",
    response: [0, 1, 3, 5, 9],
    turnaround: [3, 15, 7, 14, 11],
    waiting: [0, 9, 3, 9, 9],
  },
  {
    source: "Stallings, Operating Systems, tables 9.4 and 9.5, SRT",
    machine: {
      policy: "srtf",
    },
    jobs: [
      ["A", 0, 3],
      ["B", 2, 6],
      ["C", 4, 4],
      ["D", 6, 5],
      ["E", 8, 2],
    ],
    gantt: "A:0-3 B:3-4 C:4-8 E:8-10 B:10-15 D:15-20",
    response: [0, 1, 0, 9, 0],
    turnaround: [3, 13, 4, 14, 2],
    waiting: [0, 7, 0, 9, 0],
  },
  {
    source: "Stallings, Operating Systems, tables 9.4 and 9.5, FB q=1",
    machine: {
      policy: "mlfq",
    },
    scheduling: {
      levels: [1, 1, 1, 1, 1, 1, 1, 1],
      boost: 0,
      demotion: "contended",
    },
    jobs: [
      ["A", 0, 3],
      ["B", 2, 6],
      ["C", 4, 4],
      ["D", 6, 5],
      ["E", 8, 2],
    ],
    gantt:
      "A:0-2 B:2-3 A:3-4 C:4-5 B:5-6 D:6-7 C:7-8 E:8-9 D:9-10 E:10-11 B:11-12 C:12-13 D:13-14 B:14-15 C:15-16 D:16-17 B:17-18 D:18-19 B:19-20",
    response: [0, 0, 0, 0, 0],
    turnaround: [4, 18, 12, 13, 3],
    waiting: [1, 12, 8, 8, 1],
  },
  {
    source: "UC Davis ECS 150 scheduling handout, FCFS",
    machine: {
      policy: "fcfs",
    },
    jobs: [
      ["A", 0, 10],
      ["B", 1, 29],
      ["C", 2, 3],
      ["D", 3, 7],
      ["E", 4, 12],
    ],
    gantt: "A:0-10 B:10-39 C:39-42 D:42-49 E:49-61",
    response: [0, 9, 37, 39, 45],
    turnaround: [10, 38, 40, 46, 57],
    waiting: [0, 9, 37, 39, 45],
  },
  {
    source: "UC Davis ECS 150 jobs, worked by hand, SRT",
    machine: {
      policy: "srtf",
    },
    jobs: [
      ["A", 0, 10],
      ["B", 1, 29],
      ["C", 2, 3],
      ["D", 3, 7],
      ["E", 4, 12],
    ],
    gantt: "A:0-2 C:2-5 D:5-12 A:12-20 E:20-32 B:32-61",
    response: [0, 31, 0, 2, 16],
    turnaround: [20, 60, 3, 9, 28],
    waiting: [10, 31, 0, 2, 16],
  },
  {
    source: "UC Davis ECS 150 jobs, worked by hand, RR q=5",
    machine: {
      policy: "round-robin",
      quantum: 5,
    },
    scheduling: {
      quantumEnd: "decision",
    },
    jobs: [
      ["A", 0, 10],
      ["B", 1, 29],
      ["C", 2, 3],
      ["D", 3, 7],
      ["E", 4, 12],
    ],
    gantt: "A:0-10 B:10-15 C:15-18 D:18-23 E:23-28 B:28-33 D:33-35 E:35-40 B:40-45 E:45-47 B:47-61",
    response: [0, 9, 13, 15, 19],
    turnaround: [10, 60, 16, 32, 43],
    waiting: [0, 31, 13, 25, 31],
  },
  {
    source: "OSTEP ch.7, STCF",
    machine: {
      policy: "srtf",
    },
    jobs: [
      ["A", 0, 100],
      ["B", 10, 10],
      ["C", 10, 10],
    ],
    gantt: "A:0-10 B:10-20 C:20-30 A:30-120",
    response: [0, 0, 10],
    turnaround: [120, 10, 20],
    waiting: [20, 0, 10],
  },
  {
    source: "OSTEP ch.7, RR q=1",
    machine: {
      policy: "round-robin",
      quantum: 1,
    },
    jobs: [
      ["A", 0, 5],
      ["B", 0, 5],
      ["C", 0, 5],
    ],
    gantt: "A:0-1 B:1-2 C:2-3 A:3-4 B:4-5 C:5-6 A:6-7 B:7-8 C:8-9 A:9-10 B:10-11 C:11-12 A:12-13 B:13-14 C:14-15",
    response: [0, 1, 2],
    turnaround: [13, 14, 15],
    waiting: [8, 9, 10],
  },
];
