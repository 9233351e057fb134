package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hv xml}: what it does, says and refuses. */
class XmlCommandTest {

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Path unused = Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Typed xml(Object... words) {
        String[] all = new String[words.length + 1];
        all[0] = "xml";
        for (int i = 0; i < words.length; i++) {
            all[i + 1] = words[i].toString();
        }
        return Typed.hv(all);
    }

    @Test
    void show() throws IOException {
        Path file = file("a.xml", "<domain new='1'><vcpu>2</vcpu><name>a</name><strange/></domain>");
        Typed shown = xml("show", file);
        assertEquals("""
                <domain new="1">
                  <name>a</name>
                  <strange/>
                  <vcpu>2</vcpu>
                </domain>
                """, shown.out());
        assertEquals(0, shown.status());
        assertEquals(
                "/domain/@new\n/domain/strange\n",
                xml("show", "--unknown", file).out());
    }

    @Test
    void diff() throws IOException {
        Path one = file("a.xml", "<domain><name>a</name><vcpu>2</vcpu></domain>");
        Path same = file("same.xml", "<domain><vcpu>2</vcpu><name> a </name></domain>");
        Path other = file("b.xml", "<domain><name>b</name></domain>");
        assertEquals(0, xml("diff", one, same).status());
        assertEquals("", xml("diff", one, same).out());
        Typed differ = xml("diff", one, other);
        assertEquals(1, differ.status());
        assertEquals("~ /domain/name/text(): 'a' -> 'b'\n- /domain/vcpu: <vcpu>2</vcpu>\n", differ.out());
        Typed failed = xml("diff", one, folder.resolve("none.xml"));
        assertEquals(2, failed.status());
        assertTrue(failed.err().startsWith("hv: " + folder.resolve("none.xml") + ": cannot be read"), failed.err());
    }

    @Test
    void validate() throws IOException {
        Path schema = file("domain.rng", """
                <grammar xmlns="http://relaxng.org/ns/structure/1.0">
                  <start><element name="domain"><element name="name"><text/></element></element></start>
                </grammar>
                """);
        Path good = file("good.xml", "<domain><name>a</name></domain>");
        Path bad = file("bad.xml", "<domain>\n  <vcpu/></domain>");
        assertEquals(0, xml("validate", "--schemas", folder, good).status());
        Typed invalid = xml("validate", "--schemas", folder, bad);
        assertEquals(1, invalid.status());
        assertTrue(invalid.out().startsWith(bad + ": line 2, column 3: element \"vcpu\""), invalid.out());
        Files.delete(schema);
        Typed without = xml("validate", "--schemas", folder, good);
        assertEquals(2, without.status());
        assertTrue(without.err().contains("name their folder"), without.err());
        Typed stranger = xml("validate", file("c.xml", "<a/>"));
        assertEquals(2, stranger.status());
        assertTrue(stranger.err().contains("none of libvirt's documents"), stranger.err());
    }

    @Test
    void roundtrip() throws IOException {
        Path list = file("list", "a.xml\n\nsub/b.xml\nbroken.xml\n");
        Path root = folder.resolve("in");
        Path a = file("in/a.xml", "<domain><name>a</name></domain>");
        Path b = file("in/sub/b.xml", "<network><!-- gone --><name>b</name></network>");
        Path broken = file("in/broken.xml", "<!DOCTYPE domain [<!ENTITY x 'y'>]><domain>&x;</domain>");
        Path out = folder.resolve("out");
        Typed typed = xml("roundtrip", list, root, out);
        assertEquals(1, typed.status());
        assertEquals("2 of 3 written\n", typed.out());
        assertTrue(Files.readString(out.resolve("a.xml")).contains("<name>a</name>"), a::toString);
        assertFalse(Files.readString(out.resolve("sub/b.xml")).contains("gone"), b::toString);
        String reason = Files.readString(out.resolve("broken.xml.err"));
        assertTrue(reason.startsWith(broken + ": line 1, column 1: a document type is not accepted"), reason);
        assertFalse(Files.exists(out.resolve("broken.xml")));
        assertEquals(0, xml("roundtrip", file("good", "a.xml\n"), root, out).status());
    }

    @Test
    void roundtripStaysInItsFolder() throws IOException {
        Path list = file("list", "../a.xml\n");
        Path unused = file("a.xml", "<domain/>");
        Typed typed = xml("roundtrip", list, folder.resolve("in"), folder.resolve("out/deep"));
        assertEquals(2, typed.status());
        assertFalse(Files.exists(folder.resolve("out/a.xml")));
    }
}
