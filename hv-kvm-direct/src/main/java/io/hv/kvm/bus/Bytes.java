package io.hv.kvm.bus;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable run of bytes, equal to another with the same content. What a state record holds instead of an array. */
public final class Bytes {

    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of these bytes. */
    public static Bytes of(byte... content) {
        return copyOf(content, 0, content.length);
    }

    /**
     * A copy of a part of an array.
     *
     * @throws IndexOutOfBoundsException if the part is not inside the array
     */
    public static Bytes copyOf(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(source, offset, offset + length));
    }

    /** How many there are. */
    public int size() {
        return content.length;
    }

    /**
     * One byte, 0 to 255.
     *
     * @throws IndexOutOfBoundsException if there is none at this index
     */
    public int at(int index) {
        return content[index] & 0xff;
    }

    /** A fresh array with a copy. */
    public byte[] toArray() {
        return content.clone();
    }

    /**
     * Copies all of them into an array.
     *
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(content, 0, target, offset, content.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** The size and the first bytes, for messages. */
    @Override
    public String toString() {
        int shown = Math.min(content.length, 16);
        String head = HexFormat.ofDelimiter(" ").formatHex(content, 0, shown);
        return content.length + " bytes [" + head + (shown < content.length ? " ...]" : "]");
    }
}
