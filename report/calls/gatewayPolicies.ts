import {
    clausesOf,
    describeGrounds,
    entrancesOf,
    gatewayTermsAt,
    principalOf,
} from "../../components/access";
import { idOf } from "../objects/names";
import type { Side } from "../side";
import type { Statement } from "../statement";
import type { CallChange } from "./callChanges";
import { changeStatements } from "./callStatements";
import { anybody, nobody, stranger } from "./identities";
import { conditionReader, type Passing, passing } from "./relations";
import { termsChanges } from "./termsChange";
import { workloadsById } from "./workloadsById";
import { worldIn } from "./worlds";

/** Whom a gateway's policy is asked about: it names no identities where it stands open. */
const clients = [nobody, anybody] as const;
type Client = (typeof clients)[number];

/**
 * What a gateway's own policy lets in otherwise while no way in or out changes: what stands behind it may refuse the same,
 * and is alone in that from now on. With a way that changes it has to change, and that is told.
 */
export function gatewayPolicyChanges(
    before: Side,
    after: Side,
    calls: readonly CallChange[],
): readonly Statement[] {
    if (calls.some(({ way, layer }) => layer === "reach" && way !== "mesh")) {
        return [];
    }
    const [passesBefore, passesNow] = [before, after].map(passingAt) as [PassingAt, PassingAt];
    return [...new Set(after.gatewayPods.map(idOf))].flatMap((to) => {
        const told = clients.flatMap((from) => {
            const [was, is] = [passesBefore(to, from), passesNow(to, from)];
            return was === undefined || is === undefined ? [] : changesAt(was, is);
        });
        return told.length === 0 ? [] : [inWords(to, told)];
    });
}

function changesAt(was: Passing, is: Passing): readonly Statement[] {
    return termsChanges(was, is).flatMap(({ calls, ...change }) =>
        changeStatements({
            ...change,
            ...is.ends,
            layer: "policy",
            calls: clausesOf(calls),
            because: [],
            opaque: is.opaque,
        }),
    );
}

/** One sentence, since none of it gets further; each part of it is a reason. */
function inWords(gateway: string, told: readonly Statement[]): Statement {
    const opens = told.some(({ effect }) => effect === "opens");
    const what = opens
        ? "lets in more by its own policy, which only what stands behind it refuses now"
        : "lets in less by its own policy, of which nothing got any further";
    return {
        section: "exposure",
        effect: opens ? "opens" : "closes",
        sentence: `gateway ${gateway} ${what}`,
        because: [
            ...new Set(told.map(({ sentence }) => sentence.replace(/, as far as its policy goes.*$/, ""))),
        ],
    };
}

type PassingAt = (gateway: string, from: Client) => Passing | undefined;

/** Nothing of a gateway that a side does not have. */
function passingAt(side: Side): PassingAt {
    const podsOf = workloadsById(side.gatewayPods);
    const conditionsOf = conditionReader(side.objects);
    const { mesh } = side;
    const identity = { principal: principalOf(stranger, mesh.trustDomain), mesh };
    return (to, from) => {
        const [pod] = podsOf(to);
        if (pod === undefined) {
            return undefined;
        }
        const world = worldIn(side);
        const tcpPorts = entrancesOf(world, [pod]).filter(({ isTcp }) => isTcp);
        const terms = gatewayTermsAt(
            world.enforcement,
            pod,
            tcpPorts.map(({ targetPort }) => targetPort),
        )(from === nobody ? undefined : identity);
        return passing({ way: "mesh", from, to }, terms, conditionsOf, describeGrounds);
    };
}
