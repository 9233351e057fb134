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
        } catch (NoClassDefFoundError e) {
            throw new CodecException(
                    Codec.ZSTD, in.count(), "the library is missing: add " + ARTIFACT + " to the class path", e);
        } catch (LinkageError e) {
            throw new CodecException(
                    Codec.ZSTD,
                    in.count(),
                    ARTIFACT + " cannot load its native part: " + e.getMessage()
                            + "; if the temporary folder is noexec," + " point -Djava.io.tmpdir to another",
                    e);
        }
    }

    /** Loaded only when it is called, so that a missing library is noticed there. */
    private static final class Opener {

        /** Anything that is native. */
        static int highestLevel() {
            return Zstd.maxCompressionLevel();
        }

        static InputStream open(InputStream in) throws IOException {
            ZstdInputStreamNoFinalizer stream = new ZstdInputStreamNoFinalizer(in);
            stream.setLongMax(WINDOW_LOG);
            return stream;
        }
    }
}
