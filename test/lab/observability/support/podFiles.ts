import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

export interface PodOf {
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
}

/** Logs of a container as a node keeps them: one file in the format of the container runtime interface. */
export class ContainerLog {
    readonly file: string;

    constructor(folder: string, { namespace, name, uid }: PodOf, container = "istio-proxy") {
        const place = join(folder, `${namespace}_${name}_${uid}`, container);
        mkdirSync(place, { recursive: true });
        this.file = join(place, "0.log");
    }

    /** A line of standard output; the runtime splits a long one, and says so with a P for the parts. */
    write(line: string, parts = 1): void {
        const length = Math.ceil(line.length / parts);
        for (let part = 0; part < parts; part += 1) {
            const piece = line.slice(part * length, (part + 1) * length);
            const tag = part === parts - 1 ? "F" : "P";
            appendFileSync(this.file, `${new Date().toISOString()} stdout ${tag} ${piece}\n`);
        }
    }
}
