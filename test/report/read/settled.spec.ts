import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import { smallStack } from "../editedStack";
import { reportOf, written } from "./previewed";

/** How the engine writes a text that is not known, wherever one will stand. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Place = readonly (string | number)[];

/** Every place below `spec`, and below it itself; of lists, the first item. */
function placesIn(value: unknown, here: Place): readonly Place[] {
    const entries =
        typeof value !== "object" || value === null
            ? []
            : Array.isArray(value)
              ? [[0, value[0]] as const].slice(0, value.length)
              : Object.entries(value);
    return [here, ...entries.flatMap(([key, each]) => placesIn(each, [...here, key]))];
}

function replaced(value: unknown, [key, ...rest]: Place): unknown {
    if (key === undefined) {
        return unknown;
    }
    const copy = structuredClone(value) as Record<string | number, unknown>;
    copy[key] = replaced(copy[key], rest);
    return copy;
}

function stepOf(op: "same" | "update" | "create", before: Manifest, after: unknown = before): object {
    const type = `kubernetes:${before.apiVersion}:${before.kind}`;
    const state = (inputs: unknown) => ({ type, inputs });
    return { op, newState: state(after), ...(op === "create" ? {} : { oldState: state(before) }) };
}

const kinds = [
    "AuthorizationPolicy",
    "DestinationRule",
    "Gateway",
    "NetworkPolicy",
    "PeerAuthentication",
    "Service",
    "ServiceEntry",
    "Sidecar",
    "VirtualService",
];
const samples = kinds.map((kind) => {
    const found = smallStack.objects.find((each) => each.kind === kind);
    if (found === undefined) {
        throw new Error(`the small stack has no ${kind}`);
    }
    return found;
});
const around = samples.map((each) => stepOf("same", each));

describe("what is not known before an update", () => {
    for (const [index, object] of samples.entries()) {
        it(`is said, wherever it stands in a ${object.kind}, and nothing is made of it`, () => {
            for (const place of placesIn(object.spec, ["spec"])) {
                const steps = [...around];
                steps[index] = stepOf("update", object, replaced(object, place));
                const sentences = reportOf(written({ steps })).statements.map(({ sentence }) => sentence);
                expect(sentences, place.join(".")).to.have.length(1);
                expect(sentences[0]).to.match(/ is not known before the update, nor what changes by it$/);
            }
        });

        it(`is said of a ${object.kind} that is new, whatever else is`, () => {
            for (const place of placesIn(object.spec, ["spec"])) {
                const steps = [...around];
                steps[index] = stepOf("create", object, replaced(object, place));
                const sentences = reportOf(written({ steps })).statements.map(({ sentence }) => sentence);
                const said = sentences.filter((each) => each.includes("not known before the update"));
                expect(said, place.join(".")).to.have.length(1);
            }
        });
    }
});
