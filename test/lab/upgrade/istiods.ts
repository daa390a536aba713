import { labStatus } from "../../../lab/cluster";

/** Ends the process behind a revision's istiod, as a node that fails would; the lab starts it again. */
export async function killIstiod(home: string, revision: string): Promise<boolean> {
    const { processes } = await labStatus(home);
    const victims = processes.filter(({ name, alive }) => alive && belongsTo(name, revision));
    for (const { pid } of victims) {
        if (pid !== undefined) {
            process.kill(pid, "SIGKILL");
        }
    }
    return victims.length > 0;
}

/** A process is named by its ReplicaSet: `istiod-1-31-0-5d8f9c7b6`, and not that of `1-31-0-b`. */
function belongsTo(name: string, revision: string): boolean {
    const prefix = `istiod-${revision}-`;
    return name.startsWith(prefix) && !name.slice(prefix.length).includes("-");
}
