package io.hv.xml.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;

/**
 * The parser and the serializer, which travel inside this module as their own jars. On the class path they would announce
 * themselves as services, and every program with hv on its class path would get another XML parser than before.
 */
final class Woodstox {

    private static final String FOLDER = "/io/hv/xml/lib/";
    private static final String[] JARS = {"woodstox-core.jar", "stax2-api.jar"};

    private Woodstox() {}

    /** A factory with Woodstox's own settings. */
    static XMLInputFactory inputFactory() {
        return Loader.make("com.ctc.wstx.stax.WstxInputFactory", XMLInputFactory.class);
    }

    /** A factory with Woodstox's own settings. */
    static XMLOutputFactory outputFactory() {
        return Loader.make("com.ctc.wstx.stax.WstxOutputFactory", XMLOutputFactory.class);
    }

    /** Knows the JDK and what the jars have, and nothing of the program around. */
    private static final class Loader extends ClassLoader {

        private static final Loader ONLY = new Loader();

        private final Map<String, byte[]> classes = new HashMap<>();

        private Loader() {
            super("hv-woodstox", ClassLoader.getPlatformClassLoader());
            for (String jar : JARS) {
                read(jar);
            }
        }

        static <T> T make(String name, Class<T> type) {
            try {
                return type.cast(ONLY.loadClass(name).getDeclaredConstructor().newInstance());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("hv-xml-model's own parser cannot be loaded", e);
            }
        }

        private void read(String jar) {
            try (InputStream in = Woodstox.class.getResourceAsStream(FOLDER + jar)) {
                if (in == null) {
                    throw new IllegalStateException("hv-xml-model is incomplete: " + FOLDER + jar + " is missing");
                }
                ZipInputStream entries = new ZipInputStream(in);
                for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    String name = entry.getName();
                    if (name.endsWith(".class") && !unused(name)) {
                        classes.put(
                                name.substring(0, name.length() - ".class".length())
                                        .replace('/', '.'),
                                entries.readAllBytes());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Validation by other schema languages, and what OSGi wants. */
        private static boolean unused(String name) {
            return name.startsWith("com/ctc/wstx/shaded/")
                    || name.startsWith("com/ctc/wstx/msv/")
                    || name.startsWith("META-INF/")
                    || name.contains("/osgi/");
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes;
            synchronized (classes) {
                bytes = classes.remove(name);
            }
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
