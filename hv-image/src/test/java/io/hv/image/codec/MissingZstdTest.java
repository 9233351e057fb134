package io.hv.image.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.WithoutLibrary;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A class path without zstd-jni: everything else works, and zstd says what is missing. */
class MissingZstdTest {

    /** Loads the codecs anew, and has no zstd. */
    private static ClassLoader without() {
        return new WithoutLibrary("com.github.luben.", "io.hv.image.codec.");
    }

    private static Object isAvailable(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> type = Class.forName(Codec.class.getName(), true, loader);
        Object zstd = type.getMethod("valueOf", String.class).invoke(null, "ZSTD");
        return type.getMethod("isAvailable").invoke(zstd);
    }

    @Test
    void itCanBeAsked() throws Exception {
        assertEquals(false, isAvailable(without()));
        assertEquals(true, isAvailable(MissingZstdTest.class.getClassLoader()));
    }

    private static Object decode(Codec codec) throws ReflectiveOperationException {
        Class<?> type = without().loadClass(Codec.class.getName());
        Object same = type.getMethod("valueOf", String.class).invoke(null, codec.name());
        return type.getMethod("decode", InputStream.class, long.class)
                .invoke(same, new ByteArrayInputStream(Samples.compress(codec, new byte[9])), 9L);
    }

    @Test
    void theArtifactIsNamed() {
        InvocationTargetException e = assertThrows(InvocationTargetException.class, () -> decode(Codec.ZSTD));
        Throwable cause = Objects.requireNonNull(e.getCause());
        assertEquals(CodecException.class.getName(), cause.getClass().getName());
        assertTrue(String.valueOf(cause.getMessage()).contains("add com.github.luben:zstd-jni"), e.toString());
    }

    @Test
    void theOthersDoNotNeedIt() throws Exception {
        for (Codec codec : new Codec[] {Codec.GZIP, Codec.XZ, Codec.LZ4_LEGACY}) {
            InputStream in = (InputStream) decode(codec);
            assertEquals(9, in.readAllBytes().length);
        }
    }
}
