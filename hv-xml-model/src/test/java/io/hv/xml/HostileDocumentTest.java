package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on parsers: each is refused with a reason, soon, and nothing but the document is read. */
class HostileDocumentTest {

    private static final String SECRET = "do not tell";

    private static XmlException refused(String document) {
        return assertThrows(XmlException.class, () -> XmlDocument.parse(document));
    }

    private static String said(XmlException e) {
        return String.valueOf(e.getMessage());
    }

    private static String secret(Path folder) throws IOException {
        return Files.writeString(folder.resolve("secret"), SECRET).toUri().toString();
    }

    @Test
    void anExternalEntity(@TempDir Path folder) throws IOException {
        XmlException e = refused(
                "<!DOCTYPE domain [<!ENTITY x SYSTEM '" + secret(folder) + "'>]>\n<domain><name>&x;</name></domain>");
        assertFalse(said(e).contains(SECRET), said(e));
        assertTrue(said(e).contains("a document type is not accepted"), said(e));
    }

    @Test
    void anExternalParameterEntity(@TempDir Path folder) throws IOException {
        XmlException e = refused(
                "<!DOCTYPE domain [<!ENTITY % x SYSTEM '" + secret(folder) + "'> %x;]><domain><name>a</name></domain>");
        assertFalse(said(e).contains(SECRET), said(e));
    }

    @Test
    void anExternalDocumentTypeAndNobodyIsAsked() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/x.dtd";
            XmlException e = refused("<!DOCTYPE domain SYSTEM '" + address + "'><domain/>");
            assertTrue(said(e).contains("a document type is not accepted"), said(e));
            XmlDocument.parse("<domain xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:x "
                    + address + "'><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='" + address
                    + "'/><?xml-stylesheet href='" + address + "'?></domain>");
            server.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, server::accept);
        }
    }

    @Test
    void entitiesOfEntities() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE domain [<!ENTITY e0 'ha'>");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY e").append(i).append(" '");
            laughs.append(("&e" + (i - 1) + ";").repeat(10)).append("'>");
        }
        refused(laughs + "]><domain><name>&e9;</name></domain>");
    }

    @Test
    void oneLongEntityVeryOften() {
        refused("<!DOCTYPE domain [<!ENTITY e '" + "x".repeat(100_000) + "'>]><domain><name>" + "&e;".repeat(12_000)
                + "</name></domain>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<domain><name>&x;</name></domain>", "<domain type='&x;'/>", "<domain>&x;</domain>"})
    void anEntityThatNothingDeclares(String document) {
        XmlException e = refused(document);
        assertTrue(said(e).contains("entity"), said(e));
        assertEquals(1, e.line());
        assertTrue(e.column() >= 1);
    }

    @Test
    void xmlsOwnEntitiesAreFine() {
        String text = XmlDocument.parse("<domain><name>&lt;&amp;&#x41;&quot;&apos;&gt;</name></domain>")
                .text();
        assertTrue(text.contains("<name>&lt;&amp;A\"'"), text);
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 200_000})
    void deepNesting(int levels) {
        for (String name : new String[] {"domain", "stranger"}) {
            XmlException e = refused(("<" + name + ">").repeat(levels) + ("</" + name + ">").repeat(levels));
            assertTrue(said(e).contains("Depth"), said(e));
        }
    }

    @Test
    void asDeepAsLibvirtReadsIsFine() {
        String deep = "<domain>" + "<a>".repeat(255) + "</a>".repeat(255) + "</domain>";
        assertEquals(255, XmlDocument.parse(deep).text().split("<a", -1).length - 1);
    }

    /** A stream that never ends. */
    private static InputStream endless(String start, String then) {
        return new InputStream() {
            private final byte[] again = then.getBytes(StandardCharsets.UTF_8);
            private final InputStream first = new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8));
            private int at;

            @Override
            public int read() throws IOException {
                int next = first.read();
                if (next >= 0) {
                    return next;
                }
                at = (at + 1) % again.length;
                return again[(at + again.length - 1) % again.length];
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                for (int i = 0; i < length; i++) {
                    to[from + i] = (byte) read();
                }
                return length;
            }
        };
    }

    static Stream<String[]> whatNeverEnds() {
        return Stream.of(
                new String[] {"<domain><name>", "very long "},
                new String[] {"<domain><devices>", "<disk/>"},
                new String[] {"<domain>", "\n"},
                new String[] {"<domain><!-- ", "comment"},
                new String[] {"<domain><?x ", "instruction"},
                new String[] {"<domain><![CDATA[", "text"},
                new String[] {"<domain type='", "kvm"},
                new String[] {"<domain ", "a"},
                new String[] {"<", "domain"},
                new String[] {"", " "},
                new String[] {"<domain/>", "\n"});
    }

    @ParameterizedTest
    @MethodSource("whatNeverEnds")
    void whatNeverEndsIsRefused(String start, String then) {
        XmlException e = assertThrows(XmlException.class, () -> XmlDocument.read(endless(start, then)));
        assertTrue(said(e).contains("limit") || said(e).contains("xceed"), said(e));
    }

    @Test
    void manyAttributes() {
        StringBuilder many = new StringBuilder("<domain");
        for (int i = 0; i < 600; i++) {
            many.append(" a").append(i).append("=''");
        }
        XmlException e = refused(many + "/>");
        assertTrue(said(e).contains("ttribute"), said(e));
    }

    @Test
    void aTypeOfJavaNamedByTheDocument() {
        String document = "<domain xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:j='http://java.sun.com'"
                + " xsi:type='j:java.lang.ProcessBuilder' xsi:nil='true'><name xsi:type='string'>a</name></domain>";
        String text = XmlDocument.parse(document).text();
        assertTrue(text.contains("xsi:type=\"j:java.lang.ProcessBuilder\""), text);
        assertTrue(text.contains("xsi:nil=\"true\""), text);
        assertTrue(text.contains("<name xsi:type=\"string\">a</name>"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "text",
                "<domain>",
                "<domain></network>",
                "<domain/><domain/>",
                "<domain a='1' a='2'/>",
                "<domain><qemu:commandline/></domain>",
                "<domain><name>\u0001</name></domain>",
                "<domain><name>&#0;</name></domain>",
                "<domain><name>&#xd800;</name></domain>",
                "<domain/>trailing",
                "<?xml version='7.0'?><domain/>"
            })
    void whatIsNotWellFormed(String document) {
        XmlException e = refused(document);
        assertFalse(said(e).contains("[row,col"), said(e));
    }

    @Test
    void bytesThatAreNoText() {
        byte[] broken = "<domain><name>\u00e9</name></domain>".getBytes(StandardCharsets.ISO_8859_1);
        assertThrows(XmlException.class, () -> XmlDocument.read(new ByteArrayInputStream(broken)));
        byte[] unknown = "<?xml version='1.0' encoding='none-such'?><domain/>".getBytes(StandardCharsets.US_ASCII);
        assertThrows(XmlException.class, () -> XmlDocument.read(new ByteArrayInputStream(unknown)));
    }

    @Test
    void otherEncodingsAreRead() {
        String document = "<?xml version='1.0' encoding='ENCODING'?><domain><name>\u00e9</name></domain>";
        for (String each : new String[] {"UTF-8", "UTF-16", "ISO-8859-1"}) {
            byte[] bytes = document.replace("ENCODING", each).getBytes(Charset.forName(each));
            String text = XmlDocument.read(new ByteArrayInputStream(bytes)).text();
            assertTrue(text.contains("<name>\u00e9</name>"), each);
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none.xml");
        XmlException e = assertThrows(XmlException.class, () -> XmlDocument.read(file));
        assertTrue(said(e).startsWith(file + ": cannot be read"), said(e));
        assertEquals(0, e.line());
    }
}
