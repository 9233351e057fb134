package io.hv.backend;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Finding text in bytes. */
final class ByteSearch {

    private ByteSearch() {}

    /** Where the wanted bytes first stand, or -1. Linear where the first byte is rare, as in console output. */
    static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            int i = 0;
            while (i < wanted.length && bytes[at + i] == wanted[i]) {
                i++;
            }
            if (i == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    /** How many bytes the first characters take, when the bytes are decoded as UTF-8 with replacement. */
    static int bytesOf(byte[] bytes, int characters) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        // Stops, with an overflow, as soon as that many characters have been made.
        decoder.decode(in, CharBuffer.allocate(characters), true);
        return in.position();
    }

    /** How many of the bytes are whole characters of UTF-8, when the rest of the last one may still come. */
    static int whole(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int value = bytes[bytes.length - back] & 0xff;
            if (value < 0x80) {
                break;
            }
            if (value >= 0xc0) {
                int length = value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
                return length > back ? bytes.length - back : bytes.length;
            }
        }
        return bytes.length;
    }
}
