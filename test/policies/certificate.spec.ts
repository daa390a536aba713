import { X509Certificate } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { certificateValidity } from "../../policies/engine/certificate";
import { expiredCertificate, futureCertificate, validCertificate } from "./certificates";

describe("the validity of a certificate", () => {
    for (const [title, text] of Object.entries({ validCertificate, expiredCertificate, futureCertificate })) {
        it(`is what OpenSSL reads of ${title}`, () => {
            const { validFrom, validTo } = new X509Certificate(text);
            expect(certificateValidity(text)).to.deep.equal({
                from: Date.parse(validFrom),
                to: Date.parse(validTo),
            });
        });
    }

    it("is the first one's of a chain", () => {
        const chain = `${expiredCertificate}${validCertificate}`;
        expect(certificateValidity(chain)).to.deep.equal(certificateValidity(expiredCertificate));
    });

    it("is none of what is no certificate, whatever it is, and never a mistake", () => {
        const wrapped = (bytes: Uint8Array) =>
            `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString("base64")}\n-----END CERTIFICATE-----`;
        expect(certificateValidity("anything else")).to.equal(undefined);
        fc.assert(
            fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
                expect(certificateValidity(wrapped(bytes))).to.equal(undefined);
            }),
        );
        const der = Buffer.from(validCertificate.replaceAll(/-----.*-----|\s/g, ""), "base64");
        fc.assert(
            fc.property(fc.nat(der.length - 1), fc.nat(255), (at, byte) => {
                const bytes = Buffer.from(der);
                bytes[at] = byte;
                certificateValidity(wrapped(bytes));
                expect(certificateValidity(wrapped(der.subarray(0, at)))).to.equal(undefined);
            }),
        );
    });
});
