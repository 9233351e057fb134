package io.hv.kvm.virtio.fs;

/** FUSE_INIT: which protocol is spoken, and what of it. */
final class Negotiation {

    /** The most that one request reads or writes, in bytes: 256 pages, for which a chain has descriptors. */
    static final int MOST_DATA = 1 << 20;

    private static final int MAJOR = 7;
    private static final int MINOR = 31;
    private static final int PAGE = 4096;

    private static final int ASYNC_READ = 1;
    private static final int ATOMIC_TRUNCATE = 1 << 3;
    private static final int BIG_WRITES = 1 << 5;
    /** A guest looks at what has changed on the host's side before it takes what it has read for true. */
    private static final int INVALIDATE_DATA = 1 << 12;

    private static final int READDIRPLUS = 1 << 13;
    private static final int READDIRPLUS_AUTO = 1 << 14;
    private static final int ASYNC_DIRECT = 1 << 15;
    private static final int PARALLEL_LOOKUPS = 1 << 18;
    private static final int MAX_PAGES = 1 << 22;

    /**
     * Not among them: the guest's own cache of writes, since the host's files would be late; locks, which are then the guest's
     * alone; access control lists and extended attributes.
     */
    private static final int OFFERED = ASYNC_READ
            | ATOMIC_TRUNCATE
            | BIG_WRITES
            | INVALIDATE_DATA
            | READDIRPLUS
            | READDIRPLUS_AUTO
            | ASYNC_DIRECT
            | PARALLEL_LOOKUPS
            | MAX_PAGES;

    private Negotiation() {}

    /** Answers struct fuse_init_in by struct fuse_init_out. */
    static void answer(Body body, Answer answer) {
        int major = body.readInt();
        int minor = body.readInt();
        int readAhead = body.readInt();
        int flags = body.readInt();
        if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
            throw new FsError(FsError.EPROTO);
        }
        answer.putInt(MAJOR);
        answer.putInt(MINOR);
        // A newer protocol than this begins anew with this one.
        boolean agreed = major == MAJOR;
        answer.putInt(agreed ? readAhead : 0);
        answer.putInt(agreed ? flags & OFFERED : 0);
        // The driver's own limits of requests in the background.
        answer.putInt(0);
        answer.putInt(MOST_DATA);
        answer.putInt(1); // nanoseconds are told apart
        answer.putShort(MOST_DATA / PAGE);
        answer.zeros(2 + 4 + 7 * 4);
    }
}
