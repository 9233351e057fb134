package io.hv.bench;

import java.nio.ByteBuffer;

/** Who sends frames back to whom they came from: both sides' peer does this, and nothing else, to a frame. */
final class NetEcho {

    private static final int SOURCE = 6;
    private static final short OWN_HIGH = 0x5254;
    private static final int OWN_LOW = 2;

    private NetEcho() {}

    /** Addresses a frame, that begins there in a big-endian buffer, to whom it is from, and from the peer. */
    static void turn(ByteBuffer frame, int at) {
        frame.putShort(at, frame.getShort(at + SOURCE));
        frame.putInt(at + Short.BYTES, frame.getInt(at + SOURCE + Short.BYTES));
        frame.putShort(at + SOURCE, OWN_HIGH);
        frame.putInt(at + SOURCE + Short.BYTES, OWN_LOW);
    }
}
