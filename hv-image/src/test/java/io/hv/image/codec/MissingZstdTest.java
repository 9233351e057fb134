package io.hv.image.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A class path without zstd-jni: everything else works, and zstd says what is missing. */
class MissingZstdTest {

    /** Loads the codecs anew, and has no zstd. */
    private static final class Without extends ClassLoader {

        Without() {
            super(MissingZstdTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.github.luben.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.hv.image.codec.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static Object isAvailable(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> type = Class.forName(Codec.class.getName(), true, loader);
        Object zstd = type.getMethod("valueOf", String.class).invoke(null, "ZSTD");
        return type.getMethod("isAvailable").invoke(zstd);
    }

    @Test
    void itCanBeAsked() throws Exception {
        assertEquals(false, isAvailable(new Without()));
        assertEquals(true, isAvailable(MissingZstdTest.class.getClassLoader()));
    }

    private static Object decode(Codec codec) throws ReflectiveOperationException {
        Class<?> type = new Without().loadClass(Codec.class.getName());
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
