package io.hv.image.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * LZ4's legacy frame (LZ4 Frame Format Description 1.6.4, "Legacy frame"): a magic, then blocks, each after its
 * compressed size; the end of the stream is the end of the frame. A magic between blocks begins another frame.
 */
final class Lz4LegacyInput extends InputStream {

    private static final int MAGIC = 0x184c2102;
    private static final int BLOCK = 8 << 20;
    /** What a block that cannot be compressed grows to. */
    private static final int MAX_COMPRESSED = BLOCK + BLOCK / 255 + 16;

    private final CountedInput in;
    private byte[] compressed = new byte[0];
    private byte[] block = new byte[0];
    private int position;
    private int end;

    Lz4LegacyInput(CountedInput in) throws IOException {
        this.in = in;
        if (number() != MAGIC) {
            throw fault("it does not begin with the magic of a legacy frame");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == end && !nextBlock()) {
            return -1;
        }
        int n = Math.min(length, end - position);
        System.arraycopy(block, position, into, offset, n);
        position += n;
        return n;
    }

    private boolean nextBlock() throws IOException {
        long size;
        do {
            size = number();
        } while (size == MAGIC);
        if (size < 0) {
            return false;
        }
        if (size == 0 || size > MAX_COMPRESSED) {
            throw fault("a block is said to have " + size + " bytes, not 1 to " + MAX_COMPRESSED);
        }
        if (block.length == 0) {
            block = new byte[BLOCK];
        }
        if (compressed.length < size) {
            compressed = new byte[(int) size];
        }
        if (in.readNBytes(compressed, 0, (int) size) < size) {
            throw new EOFException();
        }
        position = 0;
        end = Lz4Block.decode(compressed, (int) size, block);
        if (end < 0) {
            throw fault("a block is damaged at its byte " + (-1 - end));
        }
        if (end == 0) {
            throw fault("a block is empty");
        }
        return true;
    }

    /** Four bytes, little-endian; -1 where there are none left. */
    private long number() throws IOException {
        byte[] bytes = new byte[Integer.BYTES];
        int n = in.readNBytes(bytes, 0, Integer.BYTES);
        if (n == 0) {
            return -1;
        }
        if (n < Integer.BYTES) {
            throw new EOFException();
        }
        return (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xffL) << 24;
    }

    private CodecException fault(String why) {
        return new CodecException(Codec.LZ4_LEGACY, in.count(), why, null);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
