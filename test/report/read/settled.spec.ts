import { expect } from "chai";
import type { Manifest } from "../../../components/istio/types";
import { smallStack } from "../editedStack";
import { type Place, placesIn, replacedAt } from "../places";
import { reportOf, written } from "./previewed";

/** How the engine writes a text that is not known, wherever one will stand. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Its spec, and every place below that. */
function placesOf({ spec }: Manifest): readonly Place[] {
    return [[], ...placesIn(spec, 1)].map((each) => ["spec", ...each]);
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
            for (const place of placesOf(object)) {
                const steps = [...around];
                steps[index] = stepOf("update", object, replacedAt(object, place, unknown));
                const sentences = reportOf(written({ steps })).statements.map(({ sentence }) => sentence);
                expect(sentences, place.join(".")).to.have.length(1);
                expect(sentences[0]).to.match(/ is not known before the update, nor what changes by it$/);
            }
        });

        it(`is said of a ${object.kind} that is new, whatever else is`, () => {
            for (const place of placesOf(object)) {
                const steps = [...around];
                steps[index] = stepOf("create", object, replacedAt(object, place, unknown));
                const sentences = reportOf(written({ steps })).statements.map(({ sentence }) => sentence);
                const said = sentences.filter((each) => each.includes("not known before the update"));
                expect(said, place.join(".")).to.have.length(1);
            }
        });
    }
});
