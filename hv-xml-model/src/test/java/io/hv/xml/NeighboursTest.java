package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.transform.TransformerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hv uses itself changes nothing for the program around, and the program around nothing for hv. */
class NeighboursTest {

    private static final String DOCUMENT = "<domain type='kvm'><name>web</name><strange>x</strange></domain>";

    @Test
    void aProgramsXmlFactoriesAreThoseOfTheJdk() {
        String text = XmlDocument.parse(DOCUMENT).text();
        assertTrue(text.contains("<name>web</name>"), text);
        assertSame(
                XMLInputFactory.newDefaultFactory().getClass(),
                XMLInputFactory.newFactory().getClass());
        assertSame(
                XMLOutputFactory.newDefaultFactory().getClass(),
                XMLOutputFactory.newFactory().getClass());
        assertSame(
                XMLEventFactory.newDefaultFactory().getClass(),
                XMLEventFactory.newFactory().getClass());
        assertSame(
                DocumentBuilderFactory.newDefaultInstance().getClass(),
                DocumentBuilderFactory.newInstance().getClass());
        assertSame(
                SAXParserFactory.newDefaultInstance().getClass(),
                SAXParserFactory.newInstance().getClass());
        assertSame(
                TransformerFactory.newDefaultInstance().getClass(),
                TransformerFactory.newInstance().getClass());
    }

    /** Nor could they be changed by the order of jars: nothing that comes with hv announces itself. */
    @Test
    void nothingAnnouncesAnXmlParser() throws IOException {
        for (Class<?> each : List.of(
                XMLInputFactory.class,
                XMLOutputFactory.class,
                XMLEventFactory.class,
                DocumentBuilderFactory.class,
                SAXParserFactory.class,
                TransformerFactory.class)) {
            Enumeration<URL> found =
                    NeighboursTest.class.getClassLoader().getResources("META-INF/services/" + each.getName());
            assertEquals(List.of(), Collections.list(found));
        }
        assertThrows(ClassNotFoundException.class, () -> Class.forName("com.ctc.wstx.stax.WstxInputFactory"));
    }

    /** Says of every service that a class implements it which is not there. */
    private static final class Liar extends ClassLoader {

        Liar() {
            super(null);
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return name.startsWith("META-INF/services/")
                    ? Collections.enumeration(List.of(url()))
                    : Collections.emptyEnumeration();
        }

        private static URL url() throws MalformedURLException {
            return new URL(null, "lie:services", new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {}

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream("no.such.Factory".getBytes(StandardCharsets.UTF_8));
                        }
                    };
                }
            });
        }
    }

    /** All of hv anew, by a loader that knows nothing else, so that what is made once is made here. */
    private static URLClassLoader alone() throws MalformedURLException {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(each -> {
                    try {
                        return Path.of(each).toUri().toURL();
                    } catch (MalformedURLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toArray(URL[]::new);
        return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "empty", "liar"})
    void aForeignContextClassLoader(String kind) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader hv = alone();
                URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            Class<?> document = hv.loadClass(XmlDocument.class.getName());
            assertFalse(document == XmlDocument.class);
            thread.setContextClassLoader(kind.equals("none") ? null : kind.equals("empty") ? empty : new Liar());
            Object parsed = document.getMethod("parse", String.class).invoke(null, DOCUMENT);
            Object text = document.getMethod("text").invoke(parsed);
            assertEquals(XmlDocument.parse(DOCUMENT).text(), text);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void factoriesNamedByProperties() throws Exception {
        List<String> properties = List.of(
                XMLInputFactory.class.getName(),
                XMLOutputFactory.class.getName(),
                TransformerFactory.class.getName(),
                DocumentBuilderFactory.class.getName(),
                SAXParserFactory.class.getName(),
                "jakarta.xml.bind.JAXBContextFactory");
        try (URLClassLoader hv = alone()) {
            properties.forEach(each -> System.setProperty(each, "no.such.Factory"));
            Class<?> document = hv.loadClass(XmlDocument.class.getName());
            Object parsed = document.getMethod("parse", String.class).invoke(null, DOCUMENT);
            assertEquals(
                    XmlDocument.parse(DOCUMENT).text(),
                    document.getMethod("text").invoke(parsed));
        } finally {
            properties.forEach(System::clearProperty);
        }
    }
}
