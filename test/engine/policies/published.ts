// Published scheduling exercises with their answers: the facts that the policies are tested against.

export interface Exercise {
  readonly source: string;
  readonly policy: string;
  readonly quantum?: number;
  /** Name, arrival, burst, priority. */
  readonly jobs: readonly (readonly [name: string, arrival: number, burst: number, priority?: number])[];
  /** Name:from-to of each slice, where the source gives it. */
  readonly gantt?: string;
  readonly response?: readonly number[];
  readonly turnaround: readonly number[];
  readonly waiting?: readonly number[];
}

const at0 = (...bursts: readonly number[]) => bursts.map((burst, index) => [`J${index}`, 0, burst] as const);

const STALLINGS = [
  ["A", 0, 3],
  ["B", 2, 6],
  ["C", 4, 4],
  ["D", 6, 5],
  ["E", 8, 2],
] as const;

const UC_DAVIS = [
  ["A", 0, 10],
  ["B", 1, 29],
  ["C", 2, 3],
  ["D", 3, 7],
  ["E", 4, 12],
] as const;

const SILBERSCHATZ_5_12 = [
  ["P1", 0, 10, 3],
  ["P2", 0, 1, 1],
  ["P3", 0, 2, 3],
  ["P4", 0, 1, 4],
  ["P5", 0, 5, 2],
] as const;

/** OSTEP homework numbers are what `remzi-arpacidusseau/ostep-homework` prints at commit 6c6cfc7. */
export const FIFO_EXERCISES: readonly Exercise[] = [
  {
    source: "OSTEP homework scheduler.py -p FIFO -l 200,200,200",
    policy: "fcfs",
    jobs: at0(200, 200, 200),
    response: [0, 200, 400],
    turnaround: [200, 400, 600],
    waiting: [0, 200, 400],
  },
  {
    source: "OSTEP homework scheduler.py -p FIFO -l 300,200,100",
    policy: "fcfs",
    jobs: at0(300, 200, 100),
    response: [0, 300, 500],
    turnaround: [300, 500, 600],
    waiting: [0, 300, 500],
  },
  {
    source: "OSTEP homework scheduler.py -p FIFO -l 100,10,10",
    policy: "fcfs",
    jobs: at0(100, 10, 10),
    response: [0, 100, 110],
    turnaround: [100, 110, 120],
    waiting: [0, 100, 110],
  },
  {
    source: "OSTEP homework scheduler.py -p FIFO -j 3 -s 100 (lengths 2, 5, 8)",
    policy: "fcfs",
    jobs: at0(2, 5, 8),
    response: [0, 2, 7],
    turnaround: [2, 7, 15],
    waiting: [0, 2, 7],
  },
  {
    source: "Silberschatz, Operating System Concepts, ch. 5, FCFS example",
    policy: "fcfs",
    jobs: [
      ["P1", 0, 24],
      ["P2", 0, 3],
      ["P3", 0, 3],
    ],
    gantt: "P1:0-24 P2:24-27 P3:27-30",
    turnaround: [24, 27, 30],
    waiting: [0, 24, 27],
  },
  {
    source: "Silberschatz, practice exercise 5.3 a (times x 10)",
    policy: "fcfs",
    jobs: [
      ["P1", 0, 80],
      ["P2", 4, 40],
      ["P3", 10, 10],
    ],
    gantt: "P1:0-80 P2:80-120 P3:120-130",
    turnaround: [80, 116, 120],
  },
  {
    source: "Tanenbaum, Modern Operating Systems, batch jobs A to E, FCFS",
    policy: "fcfs",
    jobs: [
      ["A", 0, 10],
      ["B", 0, 6],
      ["C", 0, 2],
      ["D", 0, 4],
      ["E", 0, 8],
    ],
    gantt: "A:0-10 B:10-16 C:16-18 D:18-22 E:22-30",
    turnaround: [10, 16, 18, 22, 30],
  },
  {
    source: "Tanenbaum, Modern Operating Systems, 8-4-4-4, FCFS",
    policy: "fcfs",
    jobs: [
      ["A", 0, 8],
      ["B", 0, 4],
      ["C", 0, 4],
      ["D", 0, 4],
    ],
    turnaround: [8, 12, 16, 20],
  },
  {
    source: "Stallings, Operating Systems, table 9.5, FCFS",
    policy: "fcfs",
    jobs: STALLINGS,
    gantt: "A:0-3 B:3-9 C:9-13 D:13-18 E:18-20",
    response: [0, 1, 5, 7, 10],
    turnaround: [3, 7, 9, 12, 12],
    waiting: [0, 1, 5, 7, 10],
  },
  {
    source: "UC Davis ECS 150 scheduling handout, FCFS",
    policy: "fcfs",
    jobs: UC_DAVIS,
    gantt: "A:0-10 B:10-39 C:39-42 D:42-49 E:49-61",
    turnaround: [10, 38, 40, 46, 57],
    waiting: [0, 9, 37, 39, 45],
  },
];

export const ROUND_ROBIN_EXERCISES: readonly Exercise[] = [
  {
    source: "OSTEP homework scheduler.py -p RR -q 1 -l 200,200,200",
    policy: "round-robin",
    quantum: 1,
    jobs: at0(200, 200, 200),
    response: [0, 1, 2],
    turnaround: [598, 599, 600],
    waiting: [398, 399, 400],
  },
  {
    source: "OSTEP homework scheduler.py -p RR -q 2 -l 5,3,8",
    policy: "round-robin",
    quantum: 2,
    jobs: at0(5, 3, 8),
    response: [0, 2, 4],
    turnaround: [12, 9, 16],
    waiting: [7, 6, 8],
  },
  {
    source: "OSTEP ch. 7, round robin with a slice of 1",
    policy: "round-robin",
    quantum: 1,
    jobs: at0(5, 5, 5),
    gantt:
      "J0:0-1 J1:1-2 J2:2-3 J0:3-4 J1:4-5 J2:5-6 J0:6-7 J1:7-8 J2:8-9 J0:9-10 J1:10-11 J2:11-12 J0:12-13 J1:13-14 J2:14-15",
    response: [0, 1, 2],
    turnaround: [13, 14, 15],
  },
  {
    source: "Silberschatz, ch. 5, round robin with a quantum of 4",
    policy: "round-robin",
    quantum: 4,
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
    source: "Silberschatz, exercise 5.12, round robin with a quantum of 1",
    policy: "round-robin",
    quantum: 1,
    jobs: SILBERSCHATZ_5_12,
    gantt:
      "P1:0-1 P2:1-2 P3:2-3 P4:3-4 P5:4-5 P1:5-6 P3:6-7 P5:7-8 P1:8-9 P5:9-10 P1:10-11 P5:11-12 P1:12-13 P5:13-14 P1:14-19",
    turnaround: [19, 2, 7, 4, 14],
    waiting: [9, 1, 5, 3, 9],
  },
  {
    source: "Silberschatz, 10th edition, exercise 5.4, round robin with a quantum of 2",
    policy: "round-robin",
    quantum: 2,
    jobs: [
      ["P1", 0, 2],
      ["P2", 0, 1],
      ["P3", 0, 8],
      ["P4", 0, 4],
      ["P5", 0, 5],
    ],
    gantt: "P1:0-2 P2:2-3 P3:3-5 P4:5-7 P5:7-9 P3:9-11 P4:11-13 P5:13-15 P3:15-17 P5:17-18 P3:18-20",
    turnaround: [2, 3, 20, 13, 18],
    waiting: [0, 2, 12, 9, 13],
  },
  {
    source: "Stallings, Operating Systems, table 9.5, round robin with a quantum of 4",
    policy: "round-robin",
    quantum: 4,
    jobs: STALLINGS,
    gantt: "A:0-3 B:3-7 C:7-11 D:11-15 B:15-17 E:17-19 D:19-20",
    response: [0, 1, 3, 5, 9],
    turnaround: [3, 15, 7, 14, 11],
    waiting: [0, 9, 3, 9, 9],
  },
  {
    source: "UC Davis ECS 150 jobs, round robin with a quantum of 5 (worked by hand)",
    policy: "round-robin",
    quantum: 5,
    jobs: UC_DAVIS,
    gantt: "A:0-5 B:5-10 C:10-13 D:13-18 E:18-23 A:23-28 B:28-33 D:33-35 E:35-40 B:40-45 E:45-47 B:47-61",
    turnaround: [28, 60, 11, 32, 43],
  },
];

export const SHORTEST_FIRST_EXERCISES: readonly Exercise[] = [
  {
    source: "Silberschatz, 10th edition, exercise 5.4, shortest job first",
    policy: "sjf",
    jobs: [
      ["P1", 0, 2],
      ["P2", 0, 1],
      ["P3", 0, 8],
      ["P4", 0, 4],
      ["P5", 0, 5],
    ],
    gantt: "P2:0-1 P1:1-3 P4:3-7 P5:7-12 P3:12-20",
    turnaround: [3, 1, 20, 7, 12],
    waiting: [1, 0, 12, 3, 7],
  },
  {
    source: "Tanenbaum, Modern Operating Systems, shortest job first with late arrivals",
    policy: "sjf",
    jobs: [
      ["A", 0, 2],
      ["B", 0, 4],
      ["C", 3, 1],
      ["D", 3, 1],
      ["E", 3, 1],
    ],
    gantt: "A:0-2 B:2-6 C:6-7 D:7-8 E:8-9",
    turnaround: [2, 6, 4, 5, 6],
  },
  {
    source: "Silberschatz, ch. 5, shortest remaining time first",
    policy: "srtf",
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
    source: "Stallings, Operating Systems, table 9.5, SRT",
    policy: "srtf",
    jobs: STALLINGS,
    gantt: "A:0-3 B:3-4 C:4-8 E:8-10 B:10-15 D:15-20",
    turnaround: [3, 13, 4, 14, 2],
  },
  {
    source: "UC Davis ECS 150 jobs, shortest remaining time first",
    policy: "srtf",
    jobs: UC_DAVIS,
    gantt: "A:0-2 C:2-5 D:5-12 A:12-20 E:20-32 B:32-61",
    turnaround: [20, 60, 3, 9, 28],
  },
  {
    source: "OSTEP ch. 7, STCF",
    policy: "srtf",
    jobs: [
      ["A", 0, 100],
      ["B", 10, 10],
      ["C", 10, 10],
    ],
    gantt: "A:0-10 B:10-20 C:20-30 A:30-120",
    response: [0, 0, 10],
    turnaround: [120, 10, 20],
  },
];

export const PRIORITY_EXERCISES: readonly Exercise[] = [
  {
    source: "Silberschatz, ch. 5, priority scheduling, low number first",
    policy: "priority",
    jobs: [
      ["P1", 0, 10, 3],
      ["P2", 0, 1, 1],
      ["P3", 0, 2, 4],
      ["P4", 0, 1, 5],
      ["P5", 0, 5, 2],
    ],
    gantt: "P2:0-1 P5:1-6 P1:6-16 P3:16-18 P4:18-19",
    turnaround: [16, 1, 18, 19, 6],
    waiting: [6, 0, 16, 18, 1],
  },
  {
    source: "Silberschatz, exercise 5.12, priority, low number first",
    policy: "priority",
    jobs: SILBERSCHATZ_5_12,
    gantt: "P2:0-1 P5:1-6 P1:6-16 P3:16-18 P4:18-19",
    turnaround: [16, 1, 18, 19, 6],
  },
  {
    source:
      "Tanenbaum, Modern Operating Systems, batch jobs A to E, priority (high number first there, so negated here)",
    policy: "priority",
    jobs: [
      ["A", 0, 10, -3],
      ["B", 0, 6, -5],
      ["C", 0, 2, -2],
      ["D", 0, 4, -1],
      ["E", 0, 8, -4],
    ],
    gantt: "B:0-6 E:6-14 A:14-24 C:24-26 D:26-30",
    turnaround: [24, 6, 26, 30, 14],
  },
];

export interface FeedbackExercise {
  readonly source: string;
  /** Quantum of each level, the highest first. */
  readonly quanta: readonly number[];
  readonly boost?: number;
  /** Ticks of an I/O; `-i`, 5 by default. */
  readonly io?: number;
  /** `-S`: a job that waits gets a fresh quantum. */
  readonly stay?: boolean;
  /** Start, run time, and CPU time between two I/Os, 0 for none. */
  readonly jobs: readonly (readonly [start: number, run: number, io: number])[];
  readonly gantt?: string;
  readonly response: readonly number[];
  readonly turnaround: readonly number[];
}

/** What mlfq.py of `remzi-arpacidusseau/ostep-homework` prints at commit 6c6cfc7; slices of one job that touch are joined. */
export const FEEDBACK_EXERCISES: readonly FeedbackExercise[] = [
  {
    source: "-l 0,200,0 -q 10 -n 3",
    quanta: [10, 10, 10],
    jobs: [[0, 200, 0]],
    response: [0],
    turnaround: [200],
    gantt: "J0:0-200",
  },
  {
    source: "-l 0,175,0:50,25,1 -q 10 -i 5 -S",
    quanta: [10, 10, 10],
    stay: true,
    jobs: [
      [0, 175, 0],
      [50, 25, 1],
    ],
    response: [0, 0],
    turnaround: [200, 145],
  },
  {
    source: "-l 0,120,0:100,50,1:100,50,1 -q 10 -i 1 -S",
    quanta: [10, 10, 10],
    io: 1,
    stay: true,
    jobs: [
      [0, 120, 0],
      [100, 50, 1],
      [100, 50, 1],
    ],
    response: [0, 0, 1],
    turnaround: [220, 99, 100],
  },
  {
    source: "-l 0,200,0:80,100,9 -q 10 -i 1 -S",
    quanta: [10, 10, 10],
    io: 1,
    stay: true,
    jobs: [
      [0, 200, 0],
      [80, 100, 9],
    ],
    response: [0, 0],
    turnaround: [300, 111],
  },
  {
    source: "-l 0,140,0:0,140,0 -Q 10,20,40",
    quanta: [10, 20, 40],
    jobs: [
      [0, 140, 0],
      [0, 140, 0],
    ],
    response: [0, 10],
    turnaround: [250, 280],
    gantt: "J0:0-10 J1:10-20 J0:20-40 J1:40-60 J0:60-100 J1:100-140 J0:140-180 J1:180-220 J0:220-250 J1:250-280",
  },
  {
    source: "-l 0,30,0:5,10,0 -q 10 -n 2",
    quanta: [10, 10],
    jobs: [
      [0, 30, 0],
      [5, 10, 0],
    ],
    response: [0, 5],
    turnaround: [40, 15],
    gantt: "J0:0-10 J1:10-20 J0:20-40",
  },
  {
    source: "-l 0,30,7:0,30,5 -n 3 -q 10 -i 5",
    quanta: [10, 10, 10],
    jobs: [
      [0, 30, 7],
      [0, 30, 5],
    ],
    response: [0, 7],
    turnaround: [67, 65],
    gantt:
      "J0:0-7 J1:7-12 J0:12-17 J1:17-22 J0:22-24 J1:27-32 J0:32-38 J1:38-43 J0:43-44 J1:48-53 J0:53-60 J1:60-65 J0:65-67",
  },
  {
    source: "-l 0,60,0:25,20,0 -Q 10,20,40 -B 50",
    quanta: [10, 20, 40],
    boost: 50,
    jobs: [
      [0, 60, 0],
      [25, 20, 0],
    ],
    response: [0, 0],
    turnaround: [80, 25],
    gantt: "J0:0-25 J1:25-35 J0:35-40 J1:40-50 J0:50-80",
  },
];
