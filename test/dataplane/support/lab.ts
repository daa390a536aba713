import type { Manifest } from "../../../components/istio/types";
import type { Answer, Call, Counts, Seen } from "../../../lab/dataplane/call";
import type { DataPlane } from "../../../lab/dataplane/dataPlane";
import { eventually } from "../../../lab/dataplane/eventually";
import type { RealPod } from "../../../lab/dataplane/pod";

export interface PodCounts extends Counts {
    readonly pod: string;
    readonly version: string;
}

/** A line of the access log; the fields are those of the mesh config. */
export type LogLine = Readonly<Record<string, string | number | null | undefined>>;

/** An object that can be applied or removed, beside what the graph derives. */
export type Plain = Pick<Manifest, "apiVersion" | "kind" | "metadata"> & Readonly<Record<string, unknown>>;

/** What a case can do with the running mesh. Workloads are named `namespace/workload`, outsiders by name. */
export class Lab {
    constructor(readonly plane: DataPlane) {}

    /** One call; `url` may be a whole `Call`. */
    async call(from: string, url: string | Call, options: Omit<Call, "url"> = {}): Promise<Answer> {
        const [answer] = await this.calls(from, url, { ...options, times: 1 });
        if (answer === undefined) {
            throw new Error("internal error: no answer");
        }
        return answer;
    }

    /** The same call many times; answers in the order in which the calls were started. */
    async calls(
        from: string,
        url: string | Call,
        { times, parallel = 1, ...options }: Omit<Call, "url"> & { times: number; parallel?: number },
    ): Promise<readonly Answer[]> {
        const call = typeof url === "string" ? { ...options, url } : { ...options, ...url };
        return this.#standIn(from).call(call, times, parallel);
    }

    /** Every pod of a workload, sorted by name. */
    pods(workload: string): readonly RealPod[] {
        const [namespace, name] = workload.split("/");
        const found = this.plane.pods.filter((pod) => pod.namespace === namespace && pod.workload === name);
        if (found.length === 0) {
            const known = this.plane.pods.map((pod) => `${pod.namespace}/${pod.workload}`).sort();
            throw new Error(`no pod of "${workload}" runs; there are ${[...new Set(known)].join(", ")}`);
        }
        return [...found].sort((left, right) => (left.name < right.name ? -1 : 1));
    }

    /** Address of the first pod of a workload. */
    addressOf(workload: string): string {
        return this.pods(workload)[0]?.address ?? "";
    }

    /** What arrived at the applications of a workload (or an outsider) since their last reset, counted there. */
    async counts(workload: string): Promise<readonly PodCounts[]> {
        const outsider = this.plane.outsiders.get(workload);
        if (outsider !== undefined) {
            return [{ ...(await outsider.counts()), pod: workload, version: "" }];
        }
        return Promise.all(
            this.pods(workload).map(async ({ name: pod, version, application }) => {
                const counts = await application?.counts();
                return { requests: 0, paths: {}, connections: {}, ...counts, pod, version };
            }),
        );
    }

    async requests(workload: string): Promise<number> {
        return (await this.counts(workload)).reduce((sum, { requests }) => sum + requests, 0);
    }

    async reset(workload: string): Promise<void> {
        const outsider = this.plane.outsiders.get(workload);
        if (outsider !== undefined) {
            return outsider.reset();
        }
        await Promise.all(this.pods(workload).map(({ application }) => application?.reset()));
    }

    /** The access log of every pod of a workload. It is flushed every tenth of a second: look `eventually`. */
    accessLog(workload: string): readonly LogLine[] {
        return this.pods(workload).flatMap((pod) =>
            pod
                .log()
                .split("\n")
                // Behind the last line's end there may be a part of the next.
                .slice(0, -1)
                .filter((line) => line.startsWith('{"') && line.includes('"response_flags"'))
                .map((line) => JSON.parse(line) as LogLine),
        );
    }

    /** Envoy's counters and gauges of the workload's pods whose name matches, summed. */
    async stats(workload: string, name: RegExp): Promise<ReadonlyMap<string, number>> {
        const sums = new Map<string, number>();
        for (const pod of this.pods(workload)) {
            for (const line of (await pod.admin("/stats")).split("\n")) {
                const [key = "", value = ""] = line.split(": ");
                if (name.test(key) && /^\d+$/.test(value)) {
                    sums.set(key, (sums.get(key) ?? 0) + Number(value));
                }
            }
        }
        return sums;
    }

    async apply(...objects: readonly Plain[]): Promise<void> {
        for (const object of objects) {
            await this.plane.api.apply(object);
        }
    }

    async remove(...objects: readonly Plain[]): Promise<void> {
        for (const object of objects) {
            await this.plane.api.remove(object);
        }
    }

    /** Retries until `ask` does not throw; a minute unless given. */
    eventually<T>(ask: () => Promise<T> | T, limit?: number): Promise<T> {
        return eventually(ask, limit);
    }

    #standIn(name: string) {
        const found = this.plane.outsiders.get(name) ?? this.pods(name)[0]?.application;
        if (found === undefined) {
            throw new Error(`"${name}" has no application that could call: it is a gateway`);
        }
        return found;
    }
}

/** What the application says it saw; only for answers that came from one. */
export function seen(answer: Answer): Seen {
    try {
        return JSON.parse(answer.body) as Seen;
    } catch {
        throw new Error(`no application answered: ${JSON.stringify(answer)}`);
    }
}
