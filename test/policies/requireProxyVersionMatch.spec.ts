import { expect } from "chai";
import { requireProxyVersionMatch as rule } from "../../policies/upgrade/requireProxyVersionMatch";
import { istiodOf } from "./controlPlane";
import { type Props, stackReports } from "./crossguard";
import { owned } from "./objects";
import { envoyFilter } from "./upgradeStack";

const two = [istiodOf("1-30-5", "1.30.5"), istiodOf("1-31-1", "1.31.1")];
const run = (objects: readonly Props[], config: object = {}) => stackReports(rule, objects, config);
const told = (index: number, value: string) =>
    `advisory: EnvoyFilter core/mine: spec.configPatches[${index}].match.proxy.proxyVersion is ${value}, so proxies of 1.30 and ` +
    "1.31 get the same patch; name the version, once for each, or exempt the filter when it was tried with all";

describe("H-07 require EnvoyFilters to say for which proxies they are", () => {
    it("accepts patches that name a version, and any while all revisions are of one minor", () => {
        expect(run([...two, envoyFilter(["1.30", "1.31"])])).to.deep.equal([]);
        expect(run([istiodOf("1-31-1", "1.31.1"), envoyFilter([])])).to.deep.equal([]);
        const patches = [istiodOf("1-31-1", "1.31.1"), istiodOf("1-31-2", "1.31.2")];
        expect(run([...patches, envoyFilter([])])).to.deep.equal([]);
    });

    it("tells of every patch that names none, and refuses nothing by itself", () => {
        expect(run([...two, envoyFilter([])])).to.deep.equal([told(0, "not set")]);
        const filter = envoyFilter(["1.30", ""]);
        const [first] = (filter["spec"] as { configPatches: Props[] }).configPatches;
        const blank = { match: { proxy: { proxyVersion: "" } } };
        expect(run([...two, { ...filter, spec: { configPatches: [first, blank] } }])).to.deep.equal([
            told(1, '""'),
        ]);
    });

    it("is answered by an exemption with its reason", () => {
        const exemptions = [{ object: "EnvoyFilter core/mine", reason: "tried with both minors", ...owned }];
        expect(run([...two, envoyFilter([])], { exemptions })).to.deep.equal([]);
    });
});
