import { expect } from "chai";
import fc from "fast-check";
import { linesOf } from "../../audit/lines";
import { runs } from "../support/runs";

async function read(chunks: readonly (Uint8Array | string)[]): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of linesOf(
        (async function* () {
            yield* chunks;
        })(),
    )) {
        lines.push(line);
    }
    return lines;
}

describe("the lines of a stream", () => {
    it("are the same however the stream is cut into chunks, characters of several bytes included", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.array(
                    fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", "")),
                    { minLength: 1 },
                ),
                fc.integer({ min: 1, max: 7 }),
                async (lines, size) => {
                    const bytes = Buffer.from(`${lines.join("\n")}\n`);
                    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
                        bytes.subarray(at * size, (at + 1) * size),
                    );
                    expect(await read(chunks)).to.deep.equal(lines);
                },
            ),
            runs(100),
        );
    });

    it("end with the last one, also where no line break follows", async () => {
        expect(await read(["a\nb"])).to.deep.equal(["a", "b"]);
    });

    it("are cut where they are longer than any a proxy writes, in one chunk and over many", async () => {
        const [once] = await read([`${"x".repeat(200_000)}\nend`]);
        expect(once).to.have.lengthOf(65_536);
        const [over, end] = await read([...Array.from({ length: 50 }, () => "y".repeat(10_000)), "\nend\n"]);
        expect(over).to.have.lengthOf(65_536);
        expect(end).to.equal("end");
    });
});
