import { type World, worldOf } from "../../components/access";
import type { Side } from "../side";

const known = new WeakMap<Side, World>();

/** Everything that decides who reaches whom on a side; worked out once, since several parts of a report ask for it. */
export function worldIn(side: Side): World {
    const world = known.get(side) ?? worldOf([...side.objects, ...side.brought], side.mesh);
    known.set(side, world);
    return world;
}
