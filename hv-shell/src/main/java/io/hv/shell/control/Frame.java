package io.hv.shell.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A piece of what two processes say to each other: a kind, a length and bytes.
 *
 * @param kind what it is
 * @param content its bytes
 */
record Frame(byte kind, ByteBuffer content) {

    /** First of all: which protocol this is. */
    static final byte PROTOCOL = 'p';

    /** One word of a command. */
    static final byte ARGUMENT = 'a';

    /** The folder that relative paths are relative to. */
    static final byte FOLDER = 'f';

    /** All that the command reads; the last one of a request. */
    static final byte INPUT = 'i';

    /** Something that the command prints. */
    static final byte OUT = 'o';

    /** Something that it says of errors. */
    static final byte ERR = 'e';

    /** Its status, in four bytes; the last one of an answer. */
    static final byte STATUS = 's';

    /** What {@link #PROTOCOL} holds. */
    static final String VERSION = "hv-control 1";

    /** As many bytes as one can have. */
    static final int LONGEST = 1 << 20;

    static Frame of(byte kind, String text) {
        return new Frame(kind, StandardCharsets.UTF_8.encode(text));
    }

    static Frame of(byte kind, byte[] bytes) {
        return new Frame(kind, ByteBuffer.wrap(bytes));
    }

    static Frame status(int status) {
        return new Frame(
                STATUS, ByteBuffer.allocate(Integer.BYTES).putInt(status).flip());
    }

    String text() {
        return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
    }

    byte[] bytes() {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }
}
