import { expect } from "chai";
import { fewServices } from "../../components/graph";
import { graphOf, namespaceOf, serviceOf, workloadOf } from "../support/graphs";

function meshOf(meshed: number, outside: number): Parameters<typeof fewServices>[0] {
    const ids = [
        ...Array.from({ length: meshed }, (_, index) => `core/s${index}`),
        ...Array.from({ length: outside }, (_, index) => `away/s${index}`),
    ];
    return graphOf({
        namespaces: [namespaceOf("core"), namespaceOf("away", "off")],
        workloads: ids.map((id) => workloadOf(id)),
        services: ids.map((id) => serviceOf(id)),
    });
}

describe("a mesh of few services", () => {
    for (const [meshed, says] of [
        [1, "the mesh serves 1 service, and costs"],
        [3, "the mesh serves 3 services, and costs"],
    ] as const) {
        it(`is asked whether it is needed: ${meshed}`, () => {
            const warnings = fewServices(meshOf(meshed, 5));
            expect(warnings.map(({ code, severity }) => `${severity} ${code}`)).to.deep.equal([
                "warning few-services",
            ]);
            expect(warnings[0]?.message).to.match(new RegExp(`^${says}`));
        });
    }

    for (const [meshed, outside] of [
        [4, 0],
        [0, 3],
        [0, 0],
    ] as const) {
        it(`is not asked with ${meshed} services in it and ${outside} beside it`, () => {
            expect(fewServices(meshOf(meshed, outside))).to.deep.equal([]);
        });
    }
});
