import type { NamedWorkload } from "../../components/access";
import { idOf } from "../objects/names";

/** Workloads of different kinds may have one name. */
export function workloadsById(workloads: readonly NamedWorkload[]): (id: string) => readonly NamedWorkload[] {
    const byId = new Map<string, NamedWorkload[]>();
    for (const each of workloads) {
        const known = byId.get(idOf(each));
        if (known === undefined) {
            byId.set(idOf(each), [each]);
        } else {
            known.push(each);
        }
    }
    return (id) => byId.get(id) ?? [];
}
