/** What stands in the page before its script fills it. */
export const PAGE_BODY = `<a class="skip" href="#board">Skip to the board</a>
<header>
<h1>EKS access <span id="sum"></span></h1>
<form id="find" role="search" autocomplete="off">
<label for="query">Principal or cluster</label>
<input id="query" type="search" placeholder="role name, ARN, prod/shop" spellcheck="false" aria-describedby="hint">
<span id="hint">Press <kbd>/</kbd> to search. On the board: arrow keys, <kbd>Enter</kbd> opens.</span>
</form>
<button id="theme" type="button" aria-pressed="false">Dark theme</button>
</header>
<noscript><p>This page shows its board by script. <code>eks-access status --format markdown</code> prints the same.</p></noscript>
<p id="live" class="hidden" role="status" aria-live="polite"></p>
<section id="found" aria-label="Where principals come in" hidden></section>
<ul id="findings" hidden></ul>
<main id="board" tabindex="-1"></main>
<footer><span class="key blocked">blocked</span> <span class="key ready">may advance</span> <span class="key waits">waits</span>
<span class="key plain">verify, finish, or nothing</span> &middot; the number is how many principals still come in by a row &middot; ! ahead of its ring &middot; &#10003; verified</footer>
<dialog id="cluster" aria-labelledby="name"><div id="shown"></div></dialog>`;
