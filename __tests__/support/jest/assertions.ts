/** A test that expects nothing is none. */
beforeEach(() => expect.hasAssertions());

/** A test may take a minute: on a busy machine what takes one second takes ten. A project's `testTimeout` is not read. */
jest.setTimeout(60_000);
