package io.hv.kvm.boot;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A kernel's command line as bytes: UTF-8 with a zero byte at the end. */
final class CommandLine {

    private CommandLine() {}

    /**
     * Encodes a line.
     *
     * @param limit the most bytes it may have, without the zero
     * @throws BootException if it is longer, or has a zero byte inside
     */
    static byte[] encode(String line, long limit) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        if (text.length > limit) {
            throw new BootException(
                    "command line",
                    "it has " + text.length + " bytes, and this kernel takes " + Long.toUnsignedString(limit),
                    "shorten it");
        }
        if (line.indexOf(0) >= 0) {
            throw new BootException("command line", "it has a zero character inside", "remove that character");
        }
        return Arrays.copyOf(text, text.length + 1);
    }
}
