import { type Api, allPages } from "../api";
import { isOurs, markerOf } from "../ours";
import type { Drift } from "./driftIn";
import { driftText, driftTitle } from "./driftText";

export interface DriftLook {
    readonly stack: string;
    readonly drift: readonly Drift[];
    readonly login: string;
    /** Address of the run that looked, for whoever reads the issue. */
    readonly run?: string;
}

/**
 * Keeps one issue for each stack: opened when something drifted, changed while it does, closed when nothing differs.
 * Only open ones are looked for, so that an old story is not continued months later.
 */
export async function tellDrift(api: Api, { stack, drift, login, run }: DriftLook): Promise<string> {
    const marker = markerOf(`drift:${stack}`);
    const open = await allPages(api, "/issues?state=open");
    const ours = open.filter((each) => isOurs(each, marker, login)) as Issue[];
    const [first, ...surplus] = ours.sort((left, right) => left.number - right.number);
    for (const { number } of drift.length === 0 ? ours : surplus) {
        await api.request("PATCH", `/issues/${number}`, { state: "closed", state_reason: "completed" });
    }
    if (drift.length === 0) {
        return first === undefined
            ? `${stack} has not drifted`
            : `${stack} has not drifted any more; closed #${first.number}`;
    }
    const body = `${marker}\n${driftText(stack, drift, run)}`;
    if (first === undefined) {
        await api.request("POST", "/issues", { title: driftTitle(stack), body });
        return `${stack} has drifted; opened an issue`;
    }
    await api.request("PATCH", `/issues/${first.number}`, { body });
    return `${stack} has drifted; changed #${first.number}`;
}

interface Issue {
    readonly number: number;
}
