package io.hv.image.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A decoder's output: bounded, and with one kind of exception whatever the decoder throws. */
final class DecodedInput extends InputStream {

    private final Codec codec;
    private final CountedInput compressed;
    private final long limit;
    private final InputStream decoder;
    private long given;

    DecodedInput(Codec codec, CountedInput compressed, long limit) throws IOException {
        this.codec = codec;
        this.compressed = compressed;
        this.limit = limit;
        try {
            decoder = codec.open(compressed);
        } catch (IOException | RuntimeException e) {
            throw translated(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n;
        try {
            n = decoder.read(into, offset, length);
        } catch (IOException | RuntimeException e) {
            throw translated(e);
        }
        given += Math.max(n, 0);
        if (given > limit) {
            throw new CodecException(codec, compressed.count(), "it gives more than " + limit + " bytes", null);
        }
        return n;
    }

    /** Of libraries' decoders, too: what they throw at damage that they did not foresee is damage all the same. */
    private IOException translated(Exception e) {
        if (e instanceof CodecException || (e instanceof IOException io && compressed.isOwn(io))) {
            return (IOException) e;
        }
        String why = e instanceof EOFException ? "it is cut short" : String.valueOf(e.getMessage());
        return new CodecException(codec, compressed.count(), why, e);
    }

    @Override
    public void close() throws IOException {
        decoder.close();
    }
}
