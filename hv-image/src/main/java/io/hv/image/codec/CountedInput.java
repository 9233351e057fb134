package io.hv.image.codec;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Counts what is read, and remembers a failure of the source, which is not the codec's. */
final class CountedInput extends FilterInputStream {

    private long count;
    private @Nullable IOException failure;

    CountedInput(InputStream source) {
        super(source);
    }

    long count() {
        return count;
    }

    boolean isOwn(IOException e) {
        return e == failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int n = in.read(into, offset, length);
            count += Math.max(n, 0);
            return n;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** By reading, so that what is skipped counts too. */
    @Override
    public long skip(long n) throws IOException {
        return n > 0 && read() >= 0 ? 1 : 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
