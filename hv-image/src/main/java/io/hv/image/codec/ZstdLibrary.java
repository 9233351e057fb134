package io.hv.image.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** The one class that knows zstd-jni, which may not be there. */
final class ZstdLibrary {

    private static final String ARTIFACT = "com.github.luben:zstd-jni";
    /** The largest window, 2^27 bytes: what {@code zstd --ultra -22} makes, as Linux builds do. */
    private static final int WINDOW_LOG = 27;

    private ZstdLibrary() {}

    /** Whether it is on the class path and its native part can be loaded. */
    static boolean isThere() {
        try {
            return Opener.highestLevel() > 0;
        } catch (LinkageError e) {
            return false;
        }
    }

    static InputStream open(CountedInput in) throws IOException {
        try {
            return Opener.open(in);
        } catch (LinkageError e) {
            throw missing(in.count(), e);
        }
    }

    /** One frame of all of it. */
    static byte[] compress(byte[] plain) throws IOException {
        try {
            return Opener.compress(plain);
        } catch (LinkageError e) {
            throw missing(0, e);
        }
    }

    private static CodecException missing(long count, LinkageError e) {
        String why = e instanceof NoClassDefFoundError
                ? "the library is missing: add " + ARTIFACT + " to the class path"
                : ARTIFACT + " cannot load its native part: " + e.getMessage()
                        + "; if the temporary folder is noexec, point -Djava.io.tmpdir to another";
        return new CodecException(Codec.ZSTD, count, why, e);
    }

    /** Loaded only when it is called, so that a missing library is noticed there. */
    private static final class Opener {

        /** Anything that is native. */
        static int highestLevel() {
            return Zstd.maxCompressionLevel();
        }

        static byte[] compress(byte[] plain) {
            return Zstd.compress(plain);
        }

        static InputStream open(InputStream in) throws IOException {
            ZstdInputStreamNoFinalizer stream = new ZstdInputStreamNoFinalizer(in);
            stream.setLongMax(WINDOW_LOG);
            return stream;
        }
    }
}
