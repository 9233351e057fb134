package io.hv.shell.control;

import java.io.IOException;
import java.io.Writer;

/** Sends each text that is written to it at once, as frames of one kind. */
final class FrameWriter extends Writer {

    /** As UTF-8 that is less than a frame's most bytes. */
    private static final int PIECE = 1 << 16;

    private final Wire wire;
    private final byte kind;

    FrameWriter(Wire wire, byte kind) {
        this.wire = wire;
        this.kind = kind;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int next = Math.min(end, at + PIECE);
            if (next < end && Character.isHighSurrogate(text[next - 1])) {
                next--;
            }
            wire.write(Frame.of(kind, new String(text, at, next - at)));
            at = next;
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        // The connection is closed by whoever has it.
    }
}
