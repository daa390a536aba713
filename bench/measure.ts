/** One thing to measure and its name in the table. */
export interface Subject {
    readonly name: string;
    readonly run: () => unknown;
}

/**
 * Median CPU seconds (user and system) of each subject. The subjects take turns, so that whatever else the machine
 * does, and whatever the compiler has warmed up to, meets all of them alike.
 */
export function medianCpu(subjects: readonly Subject[], rounds: number): Map<string, number> {
    const samples = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
    for (let round = -1; round < rounds; round++) {
        for (const { name, run } of subjects) {
            const start = process.cpuUsage();
            run();
            const { user, system } = process.cpuUsage(start);
            // The first round warms up.
            if (round >= 0) {
                samples.get(name)?.push((user + system) / 1e6);
            }
        }
    }
    return new Map([...samples].map(([name, all]) => [name, median(all)]));
}

export function median(all: readonly number[]): number {
    const sorted = [...all].sort((left, right) => left - right);
    const middle = sorted.length >> 1;
    const upper = sorted[middle] ?? Number.NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
