import { expect } from "chai";
import { putComment } from "../../ci/comment/stickyComment";
import { ourLogin } from "../../ci/ours";
import { FakeForge } from "./fakeForge";

const put = (forge: FakeForge, text: string) => putComment(forge, 7, text, ourLogin);
const bodies = (forge: FakeForge) => forge.comments.map(({ body }) => body);

describe("the comment on a pull request", () => {
    it("is there once, and says the last thing that was to be said", async () => {
        const forge = new FakeForge();
        expect(await put(forge, "first")).to.equal("commented on #7");
        expect(await put(forge, "second")).to.equal("changed the comment on #7");
        expect(bodies(forge)).to.deep.equal(["<!-- meshwright:report -->\nsecond"]);
    });

    it("is left alone when it says it already: nobody is told anew of what they know", async () => {
        const forge = new FakeForge();
        await put(forge, "same");
        expect(await put(forge, "same")).to.equal("the comment on #7 says it already");
        expect(forge.writes).to.deep.equal(["POST /issues/7/comments"]);
    });

    it("is found among hundreds of others", async () => {
        const forge = new FakeForge();
        const user = { login: "somebody" };
        forge.comments = Array.from({ length: 250 }, (_, id) => ({ id, body: "me too", user }));
        await put(forge, "first");
        await put(forge, "second");
        expect(forge.comments).to.have.length(251);
    });

    it("is never somebody else's, whatever marker they write", async () => {
        const forge = new FakeForge();
        const theirs = { id: 1, body: "<!-- meshwright:report -->\nmine", user: { login: "somebody" } };
        const quoting = { id: 2, body: "> <!-- meshwright:report -->", user: { login: ourLogin } };
        forge.comments = [theirs, quoting];
        await put(forge, "ours");
        expect(forge.comments.slice(0, 2)).to.deep.equal([theirs, quoting]);
        expect(forge.comments).to.have.length(3);
    });

    it("is one again where two runs at once had left two", async () => {
        const forge = new FakeForge();
        await put(forge, "first");
        forge.comments.push({ id: 5, body: "<!-- meshwright:report -->\nother", user: { login: ourLogin } });
        await put(forge, "last");
        expect(bodies(forge)).to.deep.equal(["<!-- meshwright:report -->\nlast"]);
    });
});
