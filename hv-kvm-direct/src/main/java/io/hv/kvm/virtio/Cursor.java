package io.hv.kvm.virtio;

/** A place in {@link Pieces}. */
final class Cursor {

    private final Pieces pieces;
    private final Rule tooShort;
    private int piece;
    private long within;
    private long done;

    /** At the beginning; a driver that has given too little has broken {@code tooShort}. */
    Cursor(Pieces pieces, Rule tooShort) {
        this.pieces = pieces;
        this.tooShort = tooShort;
    }

    void begin() {
        piece = 0;
        within = 0;
        done = 0;
    }

    /** How many bytes lie before it. */
    long done() {
        return done;
    }

    /** How many bytes lie behind it. */
    long remaining() {
        return pieces.total() - done;
    }

    /** Throws if there are not so many. */
    void need(long bytes) {
        if (bytes < 0 || bytes > remaining()) {
            throw new BrokenRule(tooShort);
        }
    }

    /** How many bytes of the wanted ones lie in the piece that it is in; there must be one. */
    int step(int wanted) {
        while (within == pieces.length(piece)) {
            piece++;
            within = 0;
        }
        return (int) Math.min(wanted, pieces.length(piece) - within);
    }

    /** The guest physical address, after {@link #step}. */
    long address() {
        return pieces.address(piece) + within;
    }

    /** On, within what {@link #step} has said. */
    void advance(int bytes) {
        within += bytes;
        done += bytes;
    }

    /** On over any number of pieces. */
    void skip(long bytes) {
        need(bytes);
        for (long left = bytes; left > 0; ) {
            int step = step((int) Math.min(left, Integer.MAX_VALUE));
            advance(step);
            left -= step;
        }
    }
}
