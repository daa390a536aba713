/** The parts of a page that are the same in all of them; the program finds them by their ids. */

const effects = ["opens", "closes", "changes"]
    .map(
        (each) =>
            `<label class="choice" data-effect="${each}"><input type="checkbox" name="effect" value="${each}" checked> <span class="mark">${each}</span></label>`,
    )
    .join(" ");

export const filterBar = (
    withPolicies: boolean,
): string => `<form id="filters" role="search" class="alive-only" aria-label="What is shown">
<label>Search <input id="query" type="search" autocomplete="off" placeholder="workload, host, path, …"></label>
<label>Namespace <select id="namespace"><option value="">all</option></select></label>
<fieldset><legend class="unseen">Effects</legend>${effects}</fieldset>
<button type="button" id="all-again">Everything</button>
<nav aria-label="Parts"><a href="#sentences">Sentences</a> <a href="#graph">Graph</a> <a href="#matrix">Matrix</a> ${withPolicies ? '<a href="#policies">Policies</a> ' : ""}<a href="#revisions">Revisions</a></nav>
<p id="found" class="faint" role="status" aria-live="polite"></p>
</form>`;

const sides = [
    ["difference", "difference", " checked"],
    ["before", "before", ""],
    ["after", "after", ""],
]
    .map(
        ([value, label, checked]) =>
            `<label class="choice"><input type="radio" name="side" value="${value}"${checked}> ${label}</label>`,
    )
    .join(" ");

export const graphPart = `<section id="graph" class="alive-only" aria-labelledby="graph-title"><h2 id="graph-title">Graph</h2>
<div class="tools">
<label>Show <select id="extent"><option value="changed">what changes</option><option value="around">what changes and what is around it</option><option value="whole">the whole mesh</option></select></label>
<fieldset><legend class="unseen">Side</legend>${sides}</fieldset>
<span class="buttons"><button type="button" id="nearer" aria-label="Nearer">+</button><button type="button" id="farther" aria-label="Farther">−</button><button type="button" id="whole">Whole</button></span>
<span id="only" hidden>Only the calls that were asked for <button type="button" id="not-only">Show the others again</button></span>
</div>
<div class="frame">
<canvas id="picture" tabindex="0" role="application" aria-roledescription="picture" aria-label="Who calls whom. The table below has the same calls." aria-describedby="picture-keys"></canvas>
<p id="nothing" hidden>No call is asked for. Choose the whole mesh, or another namespace.</p>
</div>
<p class="legend"><span data-effect="opens"><i></i>opens</span> <span data-effect="closes"><i></i>closes</span> <span data-effect="changes"><i></i>changes</span> <span data-effect="same"><i></i>stays</span></p>
<p id="left-out" class="faint"></p>
<p id="picture-keys" class="faint">Drag to move; the wheel zooms once the picture is clicked. With keys: arrows move, + and − zoom, 0 shows everything. Click a line or a name for all that is known of it.</p>
<details id="list" open><summary>The same as a table</summary>
<p id="calls-count" class="faint" role="status" aria-live="polite"></p>
<div class="scroll" tabindex="0" role="region" aria-label="Calls"><table aria-label="Calls"><thead><tr><th scope="col">caller and callee</th><th scope="col">change</th><th scope="col">calls</th></tr></thead><tbody id="calls"></tbody></table></div>
<button type="button" id="more-calls" hidden>Show more</button>
</details>
</section>`;

export const matrixPart = `<section id="matrix" class="alive-only" aria-labelledby="matrix-title"><h2 id="matrix-title">Matrix</h2>
<p class="faint">Of what the graph shows: + opens, − closes, ~ changes, • stays.</p>
<div id="matrix-table" class="scroll" tabindex="0" role="region" aria-labelledby="matrix-title"></div>
</section>`;
