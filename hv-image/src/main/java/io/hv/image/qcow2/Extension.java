package io.hv.image.qcow2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A header extension; those of types that nobody here knows are kept as they are. */
final class Extension {

    static final int END = 0;
    static final int BACKING_FORMAT = 0xe2792aca;
    static final int FEATURE_NAMES = 0x6803f857;
    static final int BITMAPS = 0x23852875;
    static final int DATA_FILE = 0x44415441;
    /** Type and length. */
    static final int HEAD = 8;

    private final int type;
    /** Where its bytes are in the file; -1 for one that is not there yet. */
    private final long offset;

    private final byte[] bytes;

    Extension(int type, long offset, byte[] bytes) {
        this.type = type;
        this.offset = offset;
        this.bytes = bytes.clone();
    }

    static Extension text(int type, String text) {
        return new Extension(type, -1, text.getBytes(StandardCharsets.UTF_8));
    }

    int type() {
        return type;
    }

    long offset() {
        return offset;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** With its head, and filled up to eight bytes. */
    int size() {
        return HEAD + padded(bytes.length);
    }

    static int padded(int length) {
        return (length + 7) & ~7;
    }

    void put(ByteBuffer into) {
        int start = into.position();
        into.putInt(type).putInt(bytes.length).put(bytes).position(start + size());
    }
}
