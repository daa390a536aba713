import { expect } from "chai";
import { respond } from "../../lab/dataplane/dns";

const header = (questions: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(0x1234, 0);
    bytes.writeUInt16BE(0x0100, 2);
    bytes.writeUInt16BE(questions, 4);
    return bytes;
};
const question = (name: string, type: number) =>
    Buffer.concat([
        ...name.split(".").flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]),
        Buffer.from([0, 0, type, 0, 1]),
    ]);
const ask = (name: string, type = 1) => Buffer.concat([header(1), question(name, type)]);
const names = new Map([["api.partner.example", ["203.0.113.20", "203.0.113.21"]]]);

describe("The lab's stand-in for the cluster's DNS", () => {
    it("answers a known name with its addresses, whatever its case", () => {
        const answer = respond(ask("API.partner.example"), names);
        expect(answer?.readUInt16BE(0)).to.equal(0x1234);
        expect(answer?.readUInt16BE(6)).to.equal(2);
        expect([...(answer?.subarray(-4) ?? [])]).to.deep.equal([203, 0, 113, 21]);
    });

    it("has no address of another family for it, which is not the same as no such name", () => {
        const answer = respond(ask("api.partner.example", 28), names);
        expect(answer?.readUInt16BE(6)).to.equal(0);
        expect((answer?.readUInt16BE(2) ?? 0) & 0xf).to.equal(0);
    });

    it("says of an unknown name that it does not exist", () => {
        const answer = respond(ask("api.unknown.example"), names);
        expect((answer?.readUInt16BE(2) ?? 0) & 0xf).to.equal(3);
        expect(answer?.readUInt16BE(6)).to.equal(0);
    });

    it("is silent about what is no question, or is cut off", () => {
        expect(respond(Buffer.alloc(4), names)).to.equal(undefined);
        expect(respond(header(0), names)).to.equal(undefined);
        expect(respond(ask("api.partner.example").subarray(0, 20), names)).to.equal(undefined);
    });
});
