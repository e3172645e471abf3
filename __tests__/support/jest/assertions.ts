/** A test that expects nothing is none. */
beforeEach(() => expect.hasAssertions());
