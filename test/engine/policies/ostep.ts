// What the homework simulators of OSTEP print (`remzi-arpacidusseau/ostep-homework` at commit 6c6cfc7, Python 3.11): facts to be met.

export interface HomeworkRun {
  readonly tool: string;
  readonly args: string;
  readonly resp?: readonly number[];
  readonly tat?: readonly number[];
  readonly wait?: readonly number[];
  /** Means of response, turnaround and waiting. */
  readonly avg?: readonly number[];
  /** Job, queue (2 is the top of 3), and the slices of each quantum. */
  readonly gantt?: string;
  readonly finish?: number;
  /** Per cent of the time, for each CPU. */
  readonly util?: readonly number[];
  readonly warm?: readonly number[];
  readonly total?: number;
  readonly cpuBusy?: number;
  readonly ioBusy?: number;
}

export const HOMEWORK_RUNS: readonly HomeworkRun[] = [
  {
    tool: "scheduler.py",
    args: "-p FIFO -l 200,200,200",
    resp: [0.0, 200.0, 400.0],
    tat: [200.0, 400.0, 600.0],
    wait: [0.0, 200.0, 400.0],
    avg: [200.0, 400.0, 200.0],
  },
  {
    tool: "scheduler.py",
    args: "-p FIFO -l 300,200,100",
    resp: [0.0, 300.0, 500.0],
    tat: [300.0, 500.0, 600.0],
    wait: [0.0, 300.0, 500.0],
    avg: [266.67, 466.67, 266.67],
  },
  {
    tool: "scheduler.py",
    args: "-p RR -q 1 -l 200,200,200",
    resp: [0.0, 1.0, 2.0],
    tat: [598.0, 599.0, 600.0],
    wait: [398.0, 399.0, 400.0],
    avg: [1.0, 599.0, 399.0],
  },
  {
    tool: "scheduler.py",
    args: "-p RR -q 2 -l 5,3,8",
    resp: [0.0, 2.0, 4.0],
    tat: [12.0, 9.0, 16.0],
    wait: [7.0, 6.0, 8.0],
    avg: [2.0, 12.33, 7.0],
  },
  {
    tool: "scheduler.py",
    args: "-p FIFO -l 100,10,10",
    resp: [0.0, 100.0, 110.0],
    tat: [100.0, 110.0, 120.0],
    wait: [0.0, 100.0, 110.0],
    avg: [70.0, 110.0, 70.0],
  },
  {
    tool: "scheduler.py",
    args: "-p FIFO -j 3 -s 100",
    resp: [0.0, 2.0, 7.0],
    tat: [2.0, 7.0, 15.0],
    wait: [0.0, 2.0, 7.0],
    avg: [3.0, 8.0, 3.0],
  },
  {
    tool: "mlfq.py",
    args: "-l 0,200,0 -q 10 -n 3",
    resp: [0],
    tat: [200],
    gantt: "J0@P2:0-10 J0@P1:10-20 J0@P0:20-200",
  },
  {
    tool: "mlfq.py",
    args: "-l 0,175,0:50,25,1 -q 10 -i 5 -S",
    resp: [0, 0],
    tat: [200, 145],
  },
  {
    tool: "mlfq.py",
    args: "-l 0,120,0:100,50,1:100,50,1 -q 10 -i 1 -S",
    resp: [0, 0, 1],
    tat: [220, 99, 100],
  },
  {
    tool: "mlfq.py",
    args: "-l 0,200,0:80,100,9 -q 10 -i 1 -S",
    resp: [0, 0],
    tat: [300, 111],
  },
  {
    tool: "mlfq.py",
    args: "-l 0,140,0:0,140,0 -Q 10,20,40",
    resp: [0, 10],
    tat: [250, 280],
    gantt:
      "J0@P2:0-10 J1@P2:10-20 J0@P1:20-40 J1@P1:40-60 J0@P0:60-100 J1@P0:100-140 J0@P0:140-180 J1@P0:180-220 J0@P0:220-250 J1@P0:250-280",
  },
  {
    tool: "mlfq.py",
    args: "-l 0,30,0:5,10,0 -q 10 -n 2",
    resp: [0, 5],
    tat: [40, 15],
    gantt: "J0@P1:0-10 J1@P1:10-20 J0@P0:20-40",
  },
  {
    tool: "mlfq.py",
    args: "-l 0,30,7:0,30,5 -n 3 -q 10 -i 5",
    resp: [0, 7],
    tat: [67, 65],
    gantt:
      "J0@P2:0-7 J1@P2:7-12 J0@P2:12-15 J0@P1:15-17 J1@P2:17-22 J0@P1:22-24 J1@P1:27-32 J0@P1:32-38 J1@P1:38-43 J0@P0:43-44 J1@P0:48-53 J0@P0:53-60 J1@P0:60-65 J0@P0:65-67",
  },
  {
    tool: "mlfq.py",
    args: "-l 0,60,0:25,20,0 -Q 10,20,40 -B 50",
    resp: [0, 0],
    tat: [80, 25],
    gantt: "J0@P2:0-10 J0@P1:10-25 J1@P2:25-35 J0@P1:35-40 J1@P1:40-50 J0@P2:50-60 J0@P1:60-80",
  },
  {
    tool: "multi.py",
    args: "-n 1 -L a:30:200 -M 300",
    finish: 20,
    util: [100.0],
    warm: [50.0],
  },
  {
    tool: "multi.py",
    args: "-n 2 -L a:100:100,b:100:50,c:100:50",
    finish: 150,
    util: [100.0, 100.0],
    warm: [0.0, 0.0],
  },
  {
    tool: "multi.py",
    args: "-n 2 -L a:100:100,b:100:50,c:100:50 -A a:0,b:1,c:1",
    finish: 110,
    util: [50.0, 100.0],
    warm: [40.91, 81.82],
  },
  {
    tool: "multi.py",
    args: "-n 2 -L a:100:100,b:100:100,c:100:100 -M 50",
    finish: 150,
    util: [100.0, 100.0],
    warm: [0.0, 0.0],
  },
  {
    tool: "multi.py",
    args: "-n 3 -L a:100:100,b:100:100,c:100:100 -M 100",
    finish: 55,
    util: [100.0, 100.0, 100.0],
    warm: [81.82, 81.82, 81.82],
  },
  {
    tool: "process-run.py",
    args: "-l 4:100,1:0",
    total: 11,
    cpuBusy: 6,
    ioBusy: 5,
  },
  {
    tool: "process-run.py",
    args: "-l 1:0,4:100 -S SWITCH_ON_END",
    total: 11,
    cpuBusy: 6,
    ioBusy: 5,
  },
  {
    tool: "process-run.py",
    args: "-l 3:0,5:100,5:100,5:100 -S SWITCH_ON_IO -I IO_RUN_IMMEDIATE",
    total: 21,
    cpuBusy: 21,
    ioBusy: 15,
  },
  {
    tool: "process-run.py",
    args: "-P c7,i,c1,i:c2,i,c3 -L 4",
    total: 20,
    cpuBusy: 19,
    ioBusy: 11,
  },
  { tool: "mlfq.py", args: "-l 0,72,0 -Q 3,9 -A 2,3 -i 2 -I -B 28", resp: [0], tat: [72] },
  {
    tool: "mlfq.py",
    args: "-l 0,45,0:0,79,0:0,37,3 -Q 4,8,12 -A 1,2,4 -i 8 -S",
    resp: [0, 4, 8],
    tat: [122, 161, 141],
  },
  { tool: "mlfq.py", args: "-l 0,13,0:10,29,3 -Q 3,9 -A 2,3 -i 7 -S -I", resp: [0, 0], tat: [16, 92] },
  {
    tool: "multi.py",
    args: "-n 2 -L a:35:50,b:12:20 -M 50 -q 10 -w 15 -r 2 -A a:0 -p -P 0",
    finish: 25,
    util: [100.0, 48.0],
    warm: [40.0, 0.0],
  },
  {
    tool: "multi.py",
    args: "-n 2 -L a:99:150 -M 100 -q 5 -w 5 -r 3 -A a:0 -p -P 0",
    finish: 99,
    util: [100.0, 0.0],
    warm: [0.0, 0.0],
  },
  {
    tool: "process-run.py",
    args: "-P c2:c6,c1,i,c1:i,i,c3 -L 4 -S SWITCH_ON_END -I IO_RUN_IMMEDIATE",
    total: 31,
    cpuBusy: 19,
    ioBusy: 12,
  },
  { tool: "process-run.py", args: "-P c4:i:c1,i,c5,i -L 5 -S SWITCH_ON_END", total: 31, cpuBusy: 16, ioBusy: 15 },
];
